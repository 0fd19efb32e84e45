"""The satisfaction survey (SKM, Permenpan RB 14/2017)."""
