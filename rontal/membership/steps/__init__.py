"""Functions that several services share. Each runs in the caller's transaction."""
