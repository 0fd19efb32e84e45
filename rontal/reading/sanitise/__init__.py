"""Book content made harmless: it keeps its text, pictures and styles, and can do nothing.

This is the first of two walls. The second is the content policy that the door sends with every
resource: no script, no connection, nothing from elsewhere.
"""

from rontal.reading.sanitise.document import clean_document, clean_svg, page_of_svg
from rontal.reading.sanitise.styles import clean_styles

__all__ = ["clean_document", "clean_styles", "clean_svg", "page_of_svg"]
