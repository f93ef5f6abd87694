"""Labels of an export as one file."""
