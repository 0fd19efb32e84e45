"""Open-access books of text."""

import json
import re
from typing import Any

from rontal.catalogue.models import BookFile, Title

PAGE = "OEBPS/bab1.xhtml"


def reader_of(title: Title, rest: str = "") -> str:
    return f"/koleksi/{title.slug}/baca/{rest}"


def content_of(title: Title, path: str = PAGE) -> str:
    return f"/koleksi/isi/{BookFile.objects.get(title=title).pk}/{path}"


def data_of(answer: Any) -> dict[str, Any]:
    match = re.search(r'<script id="book"[^>]*>(.*?)</script>', answer.content.decode(), re.S)
    assert match
    return dict(json.loads(match.group(1)))


def policy_of(answer: Any) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)
