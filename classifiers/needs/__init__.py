"""What customers want to know: found in their words, told by kind, linked to products."""
