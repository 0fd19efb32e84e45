"""Applications, members, consent."""
