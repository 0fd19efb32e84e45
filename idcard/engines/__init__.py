"""Engines that recognise text and compare faces, with the models of their packages."""
