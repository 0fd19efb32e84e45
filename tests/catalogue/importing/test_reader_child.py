"""Child process that reads book files, called as an import calls it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf


def with_a_ring_of_bookmarks() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(400, 600))
    first, second = (
        document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(name))) for name in "ab"
    )
    first.Next, second.Next, first.First, first.Last = second, first, first, first
    document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=first, Last=second))
    document.save(out)
    return out.getvalue()


def test_a_contents_list_that_leads_to_itself_ends_and_fills_nobodys_screen(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    path.write_bytes(with_a_ring_of_bookmarks())
    done = subprocess.run(
        [sys.executable, "-m", "records", "books"],
        input=json.dumps([str(path), path.name, None]).encode() + b"\n",
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.split(b"\n")[0])
    assert done.stderr == b""
