"""Tests of signing in with an identity provider."""
