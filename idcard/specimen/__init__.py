"""Invented people, with drawn faces and drawn specimen identity cards.

Everything is derived from a seed: the same seed results in the same bytes. Nothing copies a real
person or the artwork of a real card, and every card carries the word SPESIMEN.
"""
