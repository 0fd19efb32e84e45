"""The library's Android app: its package, its certificates, and the files for the store."""
