"""Library as an app: manifest, icons, and installation instructions."""
