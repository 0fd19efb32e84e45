"""Requests of persons about their own data (UU 27/2022, articles 5 to 13), within hours."""
