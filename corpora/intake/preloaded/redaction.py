"""Loads besides what workers need that replace personal data."""

from corpora.redact import Redactor

Redactor("patterns").contact(["1"])
