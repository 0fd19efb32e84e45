"""The checks, one module a subject. `rontal.verification.registry` finds them."""
