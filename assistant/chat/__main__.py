"""`python -m assistant.chat`: one session, as the server starts it."""

from __future__ import annotations

from assistant.chat.command import chat_command

if __name__ == "__main__":
    chat_command()(prog_name="frontstage chat")
