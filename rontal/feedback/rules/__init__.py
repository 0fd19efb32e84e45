"""Pure rules of the room: kinds, times in working days, codes."""
