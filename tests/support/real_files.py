"""Folder of the real books, records and photos that lie beside the project and may be absent."""

from rontal.config.env import ROOT

SHARED = ROOT.parent / "shared/data"
