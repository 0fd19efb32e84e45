"""Finding faces and comparing two of them. Pure: pixels in, figures out; nothing is kept."""
