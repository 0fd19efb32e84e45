"""The published service standard: its 14 components, in versions that never change afterwards."""
