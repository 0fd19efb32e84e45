"""Pieces that services of the catalogue are made of; each runs in the caller's transaction."""
