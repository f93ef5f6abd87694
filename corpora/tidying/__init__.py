"""What people wrote apart from what their programs added: quotes, signatures, automatic mails.

Works on what readers hand over, before redaction. Nothing is lost: the row stays in the file
that it was read from, and `show_source` shows it again.
"""

from corpora.tidying.tidy import Spoken, Tidied, tidy

__all__ = ["Spoken", "Tidied", "tidy"]
