"""Steps of the import of members. Each runs in a transaction of its own."""
