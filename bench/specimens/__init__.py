"""Applications with specimen cards and selfies, each determined by one seed, and their scores.

`idcard.specimen` draws and photographs the cards. They are not real cards: their print, wear,
holograms and people are simpler, so that figures measured on them are an upper bound.
"""
