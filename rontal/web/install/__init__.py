"""The library as an app: manifest, icons, and the page that says how to install it."""
