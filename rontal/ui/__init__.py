"""Base templates, components, scripts."""
