"""Pages of the desk: thin views over selectors and services."""
