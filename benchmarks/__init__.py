"""Benchmarks: each command prints a table. `python -m benchmarks` runs them all."""
