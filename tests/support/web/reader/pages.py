"""Data that the reader of pages gets."""

import json
import re
from typing import Any


def data_of(answer: Any) -> dict[str, Any]:
    match = re.search(r'<script id="book"[^>]*>(.*?)</script>', answer.content.decode(), re.S)
    assert match
    return dict(json.loads(match.group(1)))
