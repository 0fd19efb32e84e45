"""Specimen cards and selfies as applicants would photograph them, each determined by one seed.

Cards are this project's own drawings of invented people; the word SPESIMEN lies across each. They
vary as real cards do (`styles`, `residents`) and are photographed as with phones (`degradations`
lists how and how strongly). Drawn cards are not real cards: their print, wear, holograms and people
are simpler, so that figures measured on them are an upper bound.
"""
