"""Pure rules of membership: no Django, no database, no clock."""
