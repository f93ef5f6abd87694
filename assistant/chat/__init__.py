"""The chat: a Textual app over the registry of actions. Nothing is imported here.

`desk` does the work and knows no widget; `app`, `screens` and `widgets` show it. What the first
paint needs imports Textual and the standard library only: actions, words and models come behind.
"""
