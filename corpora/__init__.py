"""Text in, clean records out: readers, redaction, the workspace and the journal.

`readers` turn files into raw records; `intake` tells who is who, has them tidied (`tidying`) and
redacted (`redact`), and puts them into the workspace (`store`); `records` are what all pass on.

Nothing is imported here, so that importing the package costs nothing.
"""
