"""Forms of registration; validation rules are those of the app `membership`."""
