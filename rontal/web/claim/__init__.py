"""Claiming a membership that came from another program (`/aktivasi/anggota/…`)."""
