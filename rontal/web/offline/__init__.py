"""The site without network: books on the device, pages for it, and the service worker."""
