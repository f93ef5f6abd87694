"""Answers as people read them: in the terminal and as Markdown. Nothing is imported here."""
