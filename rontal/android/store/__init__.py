"""The store kit: everything that the Play Store asks for beside the package, in one folder."""
