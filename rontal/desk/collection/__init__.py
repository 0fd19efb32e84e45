"""Cataloguing at the desk: titles, authorities, recommendations."""
