"""Photos of specimen cards as applicants would take them, each determined by one seed.

`degradations` lists in what ways and how strongly photos are bad. Drawn cards are not real cards:
their print, wear, holograms and people are simpler, so that figures measured on them are an upper
bound.
"""
