"""OAI-PMH 2.0: other catalogues, such as Indonesia OneSearch, harvest the collection."""
