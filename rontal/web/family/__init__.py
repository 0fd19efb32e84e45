"""Guardians' page at `/keluarga/`, and the hand-over at `/akun/ambil-alih/`."""
