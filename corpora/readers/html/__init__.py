"""Saved web pages: what the company tells its customers, cut into passages."""

from corpora.readers.html.files import looks_like_html, read_html

__all__ = ["looks_like_html", "read_html"]
