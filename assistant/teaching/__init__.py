"""Teaching on a workspace: the pool, the answers so far, what a question shows."""
