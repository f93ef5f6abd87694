"""The only composer: actions, command line, reports, and the chat that asks and adjusts.

Nothing is imported here, so that importing the package costs nothing.
"""
