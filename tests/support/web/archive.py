"""Text of the copy of a person's data."""

import pypdfium2


def text_of(content: bytes) -> str:
    """Returns the text of a PDF, on one line."""
    pages = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
