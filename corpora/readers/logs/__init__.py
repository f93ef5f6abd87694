"""Event logs in the formats of process mining: XES, and OCEL as JSON, XML or SQLite."""

from corpora.readers.logs.files import LOG_READERS, LogFormat, log_format

__all__ = ["LOG_READERS", "LogFormat", "log_format"]
