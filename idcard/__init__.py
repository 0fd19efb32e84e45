"""Identity cards, faces, photos.

Reads Indonesian identity cards, compares faces, judges photos, and draws specimen cards.

Knows neither Django nor Rontal. `examiner.Examiner` is the interface; README.md shows its use.
"""
