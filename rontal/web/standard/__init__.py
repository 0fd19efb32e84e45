"""The published service standard and what was measured, for people and for machines."""
