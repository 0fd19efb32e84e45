"""From the photo of a card to what stands on it. Pure: pixels and words in, values out."""
