"""The store kit: everything that the Play store asks for beside the package, in one folder."""
