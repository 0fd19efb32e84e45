"""Reader: borrowed books, open books and samples, as text or page by page."""
