"""Loads on import what every worker process needs, for the process that workers are copied from.

Nothing else imports this: two workers that load it each for themselves take two seconds more.
"""

from corpora import washing

washing.get_ready()
