"""The library's Android app: its package, its certificates, and what the store asks for."""
