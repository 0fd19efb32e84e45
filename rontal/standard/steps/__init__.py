"""Measured durations of the steps of the promise, without any link to a person."""
