"""What prepares the data that the project ships; no part of the installed program."""
