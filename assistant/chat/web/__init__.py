"""The chat in a browser, for one person on this machine. Nothing is imported here."""
