"""Loads on import what every worker process needs, for the process that workers are copied from.

Nothing else imports this: two workers that load it each for themselves take two seconds more.
"""

from corpora.intake import washing
from corpora.readers.tables import contacts

__all__ = ["contacts", "washing"]

washing.get_ready()
