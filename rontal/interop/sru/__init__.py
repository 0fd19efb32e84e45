"""SRU 1.2: other libraries search the collection and copy its records."""
