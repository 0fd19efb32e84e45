"""Functions that several services share."""
