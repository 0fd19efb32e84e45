"""How long each step of the promise took, measured, without a link to anybody."""
