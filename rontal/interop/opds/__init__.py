"""OPDS 1.2 (Atom) and OPDS 2.0 (JSON): the collection for reading apps.

Views call the apps below and build a `shape.Feed`, which is independent of the format; `atom` and
`webpub` write it. There are no library rules here.
"""
