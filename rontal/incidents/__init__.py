"""Breaches of personal data (UU 27/2022, article 46): scope, notices, proof."""
