"""Clock, actors, errors, transitions, events, sealing."""
