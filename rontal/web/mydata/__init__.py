"""`/akun/data/`: what the library holds about a person, and what the person may do about it."""
