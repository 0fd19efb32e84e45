"""Tests of the app `incidents`."""
