"""Texts as vectors: the static encoder, MiniLM, and what keeps vectors and model files."""
