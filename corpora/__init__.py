"""Text in, clean records out: readers, redaction, the workspace and the journal.

Nothing is imported here, so that importing the package costs nothing.
"""
