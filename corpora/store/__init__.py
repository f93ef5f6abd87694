"""The workspace: one DuckDB file that no process keeps open while idle.

Nothing is imported here. `workspace` opens and closes the file; the other modules are functions
over an open connection, one module a subject.
"""
