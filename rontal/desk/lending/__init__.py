"""Licences and loans at the desk."""
