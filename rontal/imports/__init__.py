"""Engine of bulk imports of members and titles."""
