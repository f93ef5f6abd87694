"""Contacts counted by week, by period, and per 1,000 orders."""
