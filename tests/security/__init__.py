"""Tests of attacks by files, one for each attack that was found."""
