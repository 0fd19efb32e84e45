"""Tests that the store guide is the same in both languages, names every step, and has valid
links.
"""

import re

import pytest
from django.urls import resolve

from rontal.config.env import ROOT

FOLDER = ROOT / "docs/guide"
GUIDES = {"en": FOLDER / "store.md", "id": FOLDER / "store.id.md"}
STEPS = {
    "en": (
        "developer account of your organisation",
        "D-U-N-S",
        "Verify the identity",
        "rontal app build",
        "Play App Signing",
        "two certificates",
        "app signing key certificate",
        "upload key",
        "/.well-known/assetlinks.json",
        "Data safety",
        "/akun/hapus/",
        "Closed testing",
        "Production",
        "30 September 2026",
        "check the present rule",
        "Edge (menu",
        "or Chrome (the symbol",
        "/pasang/",
    ),
    "id": (
        "akun pengembang atas nama instansi",
        "D-U-N-S",
        "Verifikasi identitas",
        "rontal app build",
        "Play App Signing",
        "dua sertifikat",
        "app signing key certificate",
        "upload key",
        "/.well-known/assetlinks.json",
        "Data safety",
        "/akun/hapus/",
        "Closed testing",
        "Production",
        "30 September 2026",
        "periksa aturan yang berlaku",
        "Edge (menu",
        "atau Chrome (tanda",
        "/pasang/",
    ),
}
"""Steps of a library to the store, in the order of the guide."""

FINDERS = {"en": "operator.md", "id": "operator.id.md"}


def text(language: str) -> str:
    return GUIDES[language].read_text("utf-8")


def sections(language: str) -> list[str]:
    """Returns the sections of the guide, split at its headings."""
    return re.split(r"(?m)^#+ ", text(language))[1:]


def shape(section: str) -> dict[str, list[str] | int]:
    """Returns the parts of a section that are the same in both languages: numbers of rows, points
    and steps, and names of files, commands, settings and addresses, without the host and the
    language of files.
    """
    names = re.findall(r"`([^`\n]+)`", section)
    neutral = sorted(re.sub(r"your-host|host-anda|\.(en|id)\.(?=md|csv)", "", n) for n in names)
    lines = section.splitlines()
    return {
        "names": neutral,
        "rows": sum(line.startswith("|") for line in lines),
        "points": sum(line.startswith("- ") for line in lines),
        "steps": sum(bool(re.match(r"\d\. ", line)) for line in lines),
    }


def test_both_languages_have_the_same_sections() -> None:
    levels = [re.findall(r"(?m)^#+(?= )", text(language)) for language in GUIDES]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 8
    for english, indonesian in zip(sections("en"), sections("id"), strict=True):
        assert shape(english) == shape(indonesian), english.partition("\n")[0]


@pytest.mark.parametrize("language", GUIDES)
def test_every_step_to_the_store_is_named(language: str) -> None:
    plain = " ".join(text(language).split())
    assert [step for step in STEPS[language] if step not in plain] == []


@pytest.mark.parametrize("language", GUIDES)
def test_links_and_addresses_lead_somewhere(language: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", text(language))
    assert links
    assert [link for link in links if not (FOLDER / link.partition("#")[0]).is_file()] == []
    addresses = re.findall(r"`(?:https://(?:your-host|host-anda))?(/[^`]*)`", text(language))
    assert {"/meja/aplikasi/", "/pasang/", "/privasi/", "/akun/hapus/"} <= set(addresses)
    for address in addresses:
        resolve(address)


@pytest.mark.parametrize("language", GUIDES)
def test_referenced_sections_exist(language: str) -> None:
    reference = {"en": r"[Ss]ee\s\*([^*]+)\*", "id": r"Lihat\s\*([^*]+)\*"}[language]
    named = re.findall(reference, text(language))
    assert named
    headings = [section.partition("\n")[0] for section in sections(language)]
    for name in named:
        assert any(heading.startswith(" ".join(name.split())) for heading in headings), name


@pytest.mark.parametrize("language", GUIDES)
def test_operators_guide_links_to_the_store_guide(language: str) -> None:
    guide = (FOLDER / FINDERS[language]).read_text("utf-8")
    assert f"]({GUIDES[language].name})" in guide
