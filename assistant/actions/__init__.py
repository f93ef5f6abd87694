"""Every use case once: typed parameters in, an answer out.

The command line, the chat and language models render the same registry (`registry.ACTIONS`);
nothing is implemented twice. Nothing is imported here.
"""
