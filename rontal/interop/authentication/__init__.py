"""Authentication for OPDS 1.0: who a reading app reads for, by a password or token of its own."""
