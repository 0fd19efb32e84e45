"""Views of the desk; rules are in the services and selectors that they call."""
