"""Tests that every sentence has an Indonesian translation, and that no translation is unused."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from rontal.config import translations
from rontal.config.env import ROOT


def test_no_translation_is_missing_or_unused() -> None:
    gaps = translations.missing()
    assert not gaps, "\n".join(map(str, gaps))


def test_no_message_is_in_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token, in which no message is found."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted(translations.APPS.rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translations.KEYWORDS
    ]
    assert not hidden, hidden


@pytest.fixture
def app_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rooms" / "hall"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "words.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        "a = _('Read')\n"
        "b = ngettext('%(n)s loan', '%(n)s loans', 2)\n"
        "c = pgettext('verb', 'Book')\n"
    )
    (folder / "templates/page.html").write_text(
        "{% load i18n %}{% translate 'Borrow' %}"
        "{% blocktranslate trimmed count n=n %}{{ n }} copy{% plural %}{{ n }} copies"
        "{% endblocktranslate %}"
    )
    monkeypatch.setattr(translations, "APPS", tmp_path / "rooms")
    return folder


def test_messages_of_python_and_templates_are_extracted(app_folder: Path) -> None:
    assert set(translations.sentences(app_folder)) == {
        ("Read", None),
        ("%(n)s loan", None),
        ("Book", "verb"),
        ("Borrow", None),
        ("%(n)s copy", None),
    }


def test_every_kind_of_gap_is_reported(app_folder: Path) -> None:
    assert translations.update() == 5
    assert {gap.why for gap in translations.missing()} == {"not translated"}
    path = app_folder / translations.PO
    text = path.read_text().replace('msgid "Read"\nmsgstr ""', 'msgid "Read"\nmsgstr "Baca"')
    path.write_text(text)
    (app_folder / "words.py").write_text("from x import _\na = _('Read')\nb = _('New')\n")
    gaps = {(gap.words, gap.why) for gap in translations.missing()}
    assert ("Read", "not translated") not in gaps
    assert ("New", "not in the translation file") in gaps
    assert ("Book", "no longer used") in gaps


def test_update_preserves_translations_and_drops_unused_ones(app_folder: Path) -> None:
    translations.update()
    path = app_folder / translations.PO
    path.write_text(
        path.read_text().replace('msgid "Read"\nmsgstr ""', 'msgid "Read"\nmsgstr "Baca"')
    )
    (app_folder / "words.py").write_text("from x import _\na = _('Read')\n")
    assert translations.update() == 0
    assert 'msgstr "Baca"' in path.read_text()
    assert "Book" not in path.read_text()


def test_compiled_translations_are_read_by_gettext(app_folder: Path) -> None:
    import gettext

    translations.update()
    path = app_folder / translations.PO
    path.write_text(
        path.read_text().replace('msgid "Read"\nmsgstr ""', 'msgid "Read"\nmsgstr "Baca"')
    )
    assert translations.compile_all() == 1
    with path.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Read") == "Baca"


def test_different_translations_in_two_apps_are_reported(app_folder: Path) -> None:
    other = app_folder.with_name("stair")
    other.mkdir()
    (other / "__init__.py").write_text("")
    (other / "words.py").write_text("from x import _\na = _('Read')\n")
    translations.update()
    for place, word in ((app_folder, "Baca"), (other, "Bacalah")):
        path = place / translations.PO
        path.write_text(
            path.read_text().replace('msgid "Read"\nmsgstr ""', f'msgid "Read"\nmsgstr "{word}"')
        )
    (gap,) = translations.divided()
    assert (gap.app, gap.words) == ("stair", "Read")


def test_unchanged_file_is_not_rewritten(app_folder: Path) -> None:
    translations.update()
    path = app_folder / translations.PO
    before = path.read_text().replace("POT-Creation-Date: 20", "POT-Creation-Date: 19")
    path.write_text(before)
    assert translations.update() == 0
    assert path.read_text() == before


def test_every_app_with_translations_is_installed():
    """Django loads translations of installed apps only."""
    with_locale = {f"rontal.{path.parent.name}" for path in (ROOT / "rontal").glob("*/locale")}
    assert len(with_locale) > 10
    assert with_locale <= {config.name for config in apps.get_app_configs()}
