"""Pieces that the services of importing are made of."""
