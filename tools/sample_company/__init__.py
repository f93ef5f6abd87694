"""Assembles the invented sample companies in `corpora/samples` from their written contacts."""
