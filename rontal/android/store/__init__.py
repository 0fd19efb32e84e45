"""The store kit: all files for the Play Store except the package, in one folder."""
