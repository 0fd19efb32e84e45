"""Marks of a book of pages, printed."""

from typing import Any

import pikepdf


def printed(document: Any) -> None:
    """Labels two pages with Roman numerals, then from 1 on."""
    numbers = [0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D)]
    document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))
