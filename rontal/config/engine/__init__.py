"""Django's PostgreSQL backend with a cheaper connection check and prepared statements."""
