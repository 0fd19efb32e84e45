"""The citizen's way in: registration, activation, guardian's consent, status, correction."""
