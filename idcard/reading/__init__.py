"""Reading of cards: from the photo to its values. Without Django."""
