"""Checks of an application, one module per subject; `rontal.verification.registry` loads them."""
