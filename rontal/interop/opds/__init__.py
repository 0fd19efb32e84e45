"""OPDS 1.2 (Atom) and OPDS 2.0 (JSON): the collection for reading apps.

Views ask the rooms below and put a `shape.Feed` together, which knows neither format; `atom` and
`webpub` write it. No rule of the library is here.
"""
