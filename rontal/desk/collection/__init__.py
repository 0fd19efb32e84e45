"""Cataloguing at the desk: titles, authorities, what staff recommend."""
