"""Whole screens of the chat."""
