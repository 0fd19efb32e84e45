"""What the desk shows, put together from the rooms below. No rules of its own."""
