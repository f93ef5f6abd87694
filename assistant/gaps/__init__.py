"""A description gap as people judge it: its card, marks, changes of its page, fixes that worked."""
