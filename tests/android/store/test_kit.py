"""The store kit: what the Play Console takes, from the profile alone."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rontal.android.store import data_safety, declarations, graphics, kit, listing
from rontal.android.store.limits import DEVICES, MAX_LENGTHS, KitError, Text
from rontal.core.profile import App, Library
from rontal.standard.selectors import library as profile
from rontal.ui import drawings

URL = "https://baca.tabanan.go.id"
SVGS = {
    name: (drawings.FOLDER / f"{name}.svg").read_text("utf-8")
    for name in (graphics.SCENE, graphics.ORNAMENT)
}


def picture(width: int = 512, height: int = 512, mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, (width, height), "#0f5446").save(target, "PNG")
    return target.getvalue()


def write(
    folder: Path, take_screenshots: Callable[[Path], list[Path]] | None = None, **changes: str
) -> kit.Kit:
    return kit.write(
        folder=folder,
        library=replace(profile(), **changes),
        url=URL,
        icon=picture(),
        drawings=SVGS,
        screenshots=take_screenshots,
    )


def test_texts_pictures_and_answers_are_there_in_both_languages(tmp_path: Path) -> None:
    written = write(tmp_path)
    names = {str(path.relative_to(tmp_path / "store")) for path in written.files}
    for locale in ("id", "en-GB"):
        for name in (
            "title.txt",
            "short_description.txt",
            "full_description.txt",
            "changelogs/default.txt",
            "images/icon.png",
            "images/featureGraphic.png",
        ):
            assert f"{locale}/{name}" in names
    assert {"answers.id.md", "answers.en.md", "data-safety.id.csv", "data-safety.en.csv"} <= names
    assert all(path.is_file() for path in written.files)
    assert written.notes == [kit.NO_SCREENSHOTS]


def test_the_languages_differ_and_name_the_librarys_addresses(tmp_path: Path) -> None:
    write(tmp_path)
    descriptions = {
        locale: (tmp_path / "store" / locale / "full_description.txt").read_text("utf-8")
        for locale in ("id", "en-GB")
    }
    assert "Gratis dan tanpa iklan" in descriptions["id"]
    assert "no advertising" in descriptions["en-GB"]
    for text in descriptions.values():
        assert f"{URL}/privasi/" in text
        assert f"{URL}/akun/hapus/" in text
        assert profile().name in text
        assert profile().phone in text


def test_without_compiled_translations_no_store_kit_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = listing.texts(profile(), URL, "en")
    monkeypatch.setattr(listing, "texts", lambda *_arguments: english)
    with pytest.raises(KitError, match="Indonesian texts are missing"):
        write(tmp_path)


def test_texts_fit_the_store() -> None:
    for language in listing.LOCALES:
        for kind, text in listing.texts(profile(), URL, language).items():
            assert 0 < len(text) <= MAX_LENGTHS[kind], (kind, language)


NAMES = st.lists(st.text("abcdefghijklmnopqrstuvwxyzé'", min_size=1, max_size=20), min_size=1)


@settings(max_examples=60)
@given(NAMES, st.sampled_from(["", "Baca Kita"]))
def test_title_and_short_text_fit_for_any_library_name(words: list[str], app_name: str) -> None:
    named: Library = replace(profile(), short_name=" ".join(words), app=App(name=app_name))
    for language in listing.LOCALES:
        texts = listing.texts(named, URL, language)
        assert 0 < len(texts[Text.TITLE]) <= MAX_LENGTHS[Text.TITLE]
        assert 0 < len(texts[Text.SHORT]) <= MAX_LENGTHS[Text.SHORT]


def test_a_profile_that_makes_a_text_too_long_is_named_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    with pytest.raises(KitError, match=r"full_description \(id\) has \d+ characters .* 4000"):
        write(tmp_path, address="Jl. Panjang " * 400)
    assert not (tmp_path / "store").exists()


def test_the_icon_is_512_pixels_with_32_bits() -> None:
    for content in (picture(), picture(1024, 1024), picture(mode="RGBA")):
        icon = Image.open(io.BytesIO(graphics.icon(content)))
        assert (icon.size, icon.mode, icon.format) == ((512, 512), "RGBA", "PNG")


@pytest.mark.parametrize("content", [b"", b"<svg/>", picture(511, 511), picture(600, 512)])
def test_icon_of_another_shape_or_size_is_refused(content: bytes) -> None:
    with pytest.raises(KitError):
        graphics.icon(content)


@pytest.mark.whole
@pytest.mark.parametrize(
    "name",
    ["A", "Perpustakaan Tabanan", "Perpustakaan dan Kearsipan Kabupaten Kepulauan Tanimbar" * 2],
)
@pytest.mark.parametrize("colour", ["#0f5446", "#f0cf85", "#000000", "#ffffff"])
def test_feature_graphic_separates_name_and_scene(name: str, colour: str) -> None:
    look = replace(profile().look, colour=colour)
    named = replace(profile(), short_name=name, look=look)
    graphic = Image.open(io.BytesIO(graphics.feature(named, SVGS, "id")))
    assert (graphic.size, graphic.mode) == ((1024, 500), "RGB")
    ground = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    between = graphic.crop((451, 90, 458, 330))
    assert set(between.get_flattened_data()) == {ground}, "nothing reaches from one to the other"
    assert len(set(graphic.crop((60, 90, 450, 330)).get_flattened_data())) > 10, "the name is there"


def test_the_feature_graphic_is_the_same_each_time() -> None:
    first = graphics.feature(profile(), SVGS, "id")
    assert graphics.feature(profile(), SVGS, "id") == first
    assert graphics.feature(profile(), SVGS, "en") != first


def shots(pixels: tuple[int, int] | None = None) -> Callable[[Path], list[Path]]:
    """Takes three pictures a device and language, in the sizes that devices have."""

    def take_screenshots(folder: Path) -> list[Path]:
        paths = []
        for locale in listing.LOCALES.values():
            for device in DEVICES:
                place = folder / locale / "images" / device.folder
                place.mkdir(parents=True)
                for number in range(3):
                    path = place / f"{number + 1}.png"
                    path.write_bytes(picture(*(pixels or device.pixels), mode="RGBA"))
                    paths.append(path)
        return paths

    return take_screenshots


@pytest.mark.whole
def test_screenshots_lose_their_transparency_and_are_counted(tmp_path: Path) -> None:
    written = write(tmp_path, shots())
    assert written.notes == []
    screenshots = [path for path in written.files if "Screenshots" in str(path)]
    assert len(screenshots) == 18
    for path in screenshots:
        assert Image.open(path).mode == "RGB"


@pytest.mark.whole
def test_screenshots_that_the_store_refuses_are_named(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="phoneScreenshots/1.png is 300×600 pixels"):
        write(tmp_path, shots((300, 600)))
    with pytest.raises(KitError, match="500×1001"):
        write(tmp_path, shots((500, 1001)))


def test_failed_screenshots_are_reported_in_one_line_and_the_rest_is_written(
    tmp_path: Path,
) -> None:
    def fail(_folder: Path) -> list[Path]:
        raise KitError("Chromium has ended")

    written = write(tmp_path, fail)
    assert written.notes == ["no screenshots: Chromium has ended"]
    assert len(written.files) == 16


def test_too_few_screenshots_are_reported(tmp_path: Path) -> None:
    written = write(tmp_path, lambda _folder: [])
    assert len(written.notes) == 6
    assert "phoneScreenshots has 0 screenshots; the store takes 2 to 8" in written.notes[0]


def test_writing_again_removes_the_former_kit(tmp_path: Path) -> None:
    old = tmp_path / "store/id/images/phoneScreenshots/9.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    beside = tmp_path / "app.apk"
    beside.write_bytes(b"package")
    first = {path: path.read_bytes() for path in write(tmp_path).files}
    assert not old.exists()
    assert beside.read_bytes() == b"package"
    again = write(tmp_path)
    assert {path: path.read_bytes() for path in again.files} == first


def test_address_without_https_is_reported(tmp_path: Path) -> None:
    written = kit.write(
        folder=tmp_path, library=profile(), url="http://127.0.0.1:8000", icon=picture(),
        drawings=SVGS, screenshots=None,
    )  # fmt: skip
    assert "https:// alone" in written.notes[-1]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_data_safety_table_names_each_type_once(language: str) -> None:
    rows = list(csv.DictReader(io.StringIO(declarations.table(language))))
    assert len(rows) == len(data_safety.COLLECTED) + len(data_safety.NOT_COLLECTED)
    types = [(row["category"], row["data type"]) for row in rows]
    assert len(set(types)) == len(types)
    assert {row["shared"] for row in rows} == {"no"}
    for row in rows:
        assert (row["collected"] == "yes") == bool(row["purposes"]) == bool(row["why"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_data_safety_answers_name_addresses_and_encryption(language: str) -> None:
    page = declarations.answers(profile(), URL, "id.go.tabanan.baca", language)
    assert f"{URL}/akun/hapus/" in page
    assert f"{URL}/privasi/" in page
    assert "`id.go.tabanan.baca`" in page
    unsafe = declarations.answers(profile(), "http://x", "a.b", language)
    assert "https" in unsafe.split("encrypted in transit?")[1].splitlines()[0].lower()
