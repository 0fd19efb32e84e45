"""A year of a library, generated from a seed: rows that the services could have written, inserted
in bulk so that 50,000 applications take a minute and not a day.
"""
