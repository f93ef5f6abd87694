"""Fast models that label as a taught one does: distilled, fitted, checked, with a card."""
