"""How search engines, browsers and feed readers find the collection."""
