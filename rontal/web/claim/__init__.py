"""Claiming a membership that was imported from another program (`/aktivasi/anggota/…`)."""
