"""Suggestions and complaints for everybody: the form, following by code, public figures."""
