"""Books shown as page images: PDF and sequences of images.

`selectors` checks loans, `painter` runs the rendering process (`child`, `pdf`, `pictures`), and
`kept` caches the result, encrypted.
"""
