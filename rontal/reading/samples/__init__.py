"""The beginning of a book, which its licence lets everybody read before it is borrowed."""
