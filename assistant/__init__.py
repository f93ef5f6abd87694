"""The only composer: actions, command line, reports, and the chat that asks and adjusts.

An action (`actions`) takes a `session` and typed parameters and returns an answer (`answers`).
`command_line`, `dialogue` (plain words), `chat`, `reports`, `mcp_server` and `llm` render actions;
`gaps`, `audits`, `teaching`, `labelling` and `counting` are what several actions share.

Nothing is imported here, so that importing the package costs nothing.
"""
