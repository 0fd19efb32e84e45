"""Builds the Android package of a library. No Django: a plan goes in, files come out."""
