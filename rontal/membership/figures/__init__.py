"""Registrations as anonymous counts: what came in and how it ended, by place, age band and sex."""
