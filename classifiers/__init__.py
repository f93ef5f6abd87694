"""Records in, labels with evidence out: stages, needs, answerability, description gaps.

Nothing is imported here, so that importing the package costs nothing.
"""
