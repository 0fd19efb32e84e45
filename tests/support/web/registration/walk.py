"""Helpers that go through registration as a browser without JavaScript."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.membership import factories

ADULT = factories.values()


def upload(name: str = "foto.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.picture() if content is None else content)


def posted(values: dict[str, str]) -> dict[str, str]:
    """Returns a draft's values as form data: a date in three parts, only ticked boxes."""
    fields = {name: value for name, value in values.items() if value and name != "birth_date"}
    if values.get("birth_date"):
        year, month, day = values["birth_date"].split("-")
        fields |= {
            "birth_date_day": day.lstrip("0"),
            "birth_date_month": month.lstrip("0"),
            "birth_date_year": year,
        }
    return fields


def begin(client: Client) -> None:
    answer = client.post("/daftar/")
    assert answer.status_code == 302, answer.content
    assert answer["Location"] == "/daftar/foto/"


def add_photos(client: Client) -> Any:
    return client.post("/daftar/foto/", {"card": upload(), "face": upload()})


def fill(client: Client, values: dict[str, str]) -> None:
    """Starts a draft, adds photos and fills in every step; ends at the review."""
    begin(client)
    assert add_photos(client)["Location"] == "/daftar/siapa/"
    fields = posted(values)
    for step, then in (("siapa", "kontak"), ("kontak", "persetujuan"), ("persetujuan", "periksa")):
        answer = client.post(f"/daftar/{step}/", fields)
        assert answer.status_code == 302, errors_of(answer)
        assert answer["Location"] == f"/daftar/{then}/"


def key_of(client: Client) -> str:
    page = client.get("/daftar/periksa/").content.decode()
    match = re.search(r'name="key" value="([^"]+)"', page)
    assert match, page
    return match[1]


def send(client: Client, **fields: str) -> Any:
    return client.post("/daftar/periksa/", {"key": key_of(client), **fields})


def errors_of(answer: Any) -> str:
    """Returns the field errors of a page as text."""
    html = answer.content.decode()
    return " | ".join(
        re.sub(r"<[^>]+>", " ", part).strip()
        for part in re.findall(r'<p class="field-error">(.*?)</p>', html, re.DOTALL)
    )


def text_of(answer: Any) -> str:
    html = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
