"""Registration of citizens: form, activation, guardian's consent, status, correction."""
