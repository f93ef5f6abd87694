"""The report for product teams: one content, four forms. Nothing is imported here."""
