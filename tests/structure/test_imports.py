"""Tests that processes load large libraries only when they need them: each one is memory that every
web and worker process would hold."""

import re
import subprocess
import sys
from typing import Final

LARGE: Final = (
    "cv2", "dlib", "holidays", "numpy", "onnxruntime", "pikepdf", "pillow_heif", "pypdfium2",
    "typst", "xlsxwriter",
)  # fmt: skip
SCRIPT: Final = """
import sys
import django
django.setup()
{more}
print(*sys.modules)
"""
URLS: Final = "from django.urls import get_resolver; get_resolver().url_patterns"


def _loaded(more: str) -> set[str]:
    call = [sys.executable, "-c", SCRIPT.format(more=more)]
    output = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    return set(output.split())


def test_a_process_starts_without_large_libraries() -> None:
    assert not _loaded("").intersection(LARGE)


def test_a_web_process_answers_without_large_libraries() -> None:
    loaded = _loaded(URLS)
    assert "rontal.web.urls" in loaded
    assert not loaded.intersection(LARGE)
    assert not [name for name in loaded if re.match(r"rontal\..*\.management", name)]
