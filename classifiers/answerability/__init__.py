"""Does the page answer the need? Passages, features, probabilities."""
