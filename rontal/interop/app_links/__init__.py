"""Digital Asset Links: which Android packages may act for the library's site."""
