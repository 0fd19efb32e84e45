"""Invented people, their drawn faces and drawn specimen identity cards.

Everything comes from a seed: the same seed gives the same bytes. Nothing here copies
a real person or the artwork of a real card, and every card carries the word SPESIMEN.
"""
