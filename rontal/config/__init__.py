"""Settings, URLs, the rontal command."""
