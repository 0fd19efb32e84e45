"""`/akun/data/`: data stored about a person, and the person's rights over it."""
