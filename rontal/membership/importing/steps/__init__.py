"""Steps of the import of members. Each runs in one transaction of its own."""
