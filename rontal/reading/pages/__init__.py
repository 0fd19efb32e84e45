"""Books shown as page images: PDF and sequences of images.

`selectors` checks loans, `renderer` runs the rendering process (`child`, `pdf`, `pictures`), and
`books` caches the result, encrypted.
"""
