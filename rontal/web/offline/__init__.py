"""Offline use: books stored on the device, pages for them, and the service worker."""
