"""Personal data out of texts, before anything is stored, logged, embedded, quoted or sent.

Redactor("full").contact(["Hi, it's Dana, dana@example.org"])[0].text
# "Hi, it's <NAME_1>, <EMAIL_1>"
"""

from corpora.redact.redactor import Redactor
from corpora.redact.spans import Kind, Redacted, RedactMode, Span, describe

__all__ = ["Kind", "RedactMode", "Redacted", "Redactor", "Span", "describe"]
