"""Sanitising of book content: text, images and styles remain, nothing can execute.

This is the first of two protections. The second is the Content Security Policy sent with every
resource: no script, no connection, nothing from other origins.
"""

import hashlib
from functools import cache
from pathlib import Path

from lxml import etree

from rontal.reading.sanitise.document import clean_document, clean_svg, page_of_svg
from rontal.reading.sanitise.styles import clean_styles

__all__ = ["clean_document", "clean_styles", "clean_svg", "page_of_svg", "version"]


@cache
def version() -> str:
    """Returns a version of the sanitiser, derived from its source and lxml's version.

    Cached pages of other versions are ignored, so no version number has to be maintained.
    """
    digest = hashlib.sha256(repr(etree.LXML_VERSION + etree.LIBXML_VERSION).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
