"""The published service standard: 14 components, in versions that never change once published."""
