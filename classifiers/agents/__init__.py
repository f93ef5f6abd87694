"""What agents tell customers, held against pages that are right."""
