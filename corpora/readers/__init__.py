"""Text in: one file a family, each telling its formats apart by content.

Nothing is imported here; `corpora.readers.detect` picks the reader for a file.
"""
