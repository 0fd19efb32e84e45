"""Digital Asset Links: the Android apps that are associated with the library's site."""
