"""My books: loans, holds, reading list, history, highlights and notes."""
