"""Labels in, the customer process out: discovered, drawn with the customer on top.

Nothing is imported here, so that importing the package costs nothing.
"""
