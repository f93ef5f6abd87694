"""Where batches are worked on: here, on this machine's cores, or on a cluster."""
