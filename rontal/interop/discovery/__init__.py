"""Discovery of the collection by search engines, browsers and feed readers."""
