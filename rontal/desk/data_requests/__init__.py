"""Requests of persons about their own data at the desk: register, entry, one request, figures."""
