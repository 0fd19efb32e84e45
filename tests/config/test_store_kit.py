"""Tests of the store kit from the command line, and of noting a package's build for the desk."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from rontal.android import selectors
from rontal.config import env, store_kit
from rontal.core.models import Event
from rontal.standard.selectors import library

PRINT = ":".join(["0A"] * 32)


def icon() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (512, 512), "#0f5446").save(target, "PNG")
    return target.getvalue()


def test_the_command_says_what_it_wrote_and_what_is_left(tmp_path: Path) -> None:
    said: list[str] = []
    made = store_kit.write(
        tmp_path,
        library(),
        url="https://baca.tabanan.go.id",
        icon=icon(),
        say=said.append,
        screens=False,
    )
    assert said[0] == f"{tmp_path / 'store'}: {len(made.files)} files for the store."
    assert said[1].startswith("  no screenshots:")
    assert (tmp_path / "store/id/images/featureGraphic.png").is_file()


@pytest.mark.django_db
def test_the_desk_hears_of_a_package() -> None:
    said: list[str] = []
    assert store_kit.note_build(env.read(), fingerprint=PRINT, version="0.1.0", say=said.append)
    assert selectors.entry().built_fingerprint == PRINT
    assert Event.objects.get(name="app:package_built").actor_name == "rontal app build"
    assert said == []


def test_a_machine_without_the_librarys_database_makes_none(tmp_path: Path) -> None:
    elsewhere = replace(env.read(), home=tmp_path, database_url="")
    said: list[str] = []
    assert not store_kit.note_build(elsewhere, fingerprint=PRINT, version="1", say=said.append)
    assert list(tmp_path.iterdir()) == []
    assert said == []


def test_a_database_that_does_not_answer_is_one_line(django_db_blocker) -> None:
    """Simulates a machine whose database does not respond."""
    from django.db import OperationalError

    from rontal.android import services

    class Away:
        @staticmethod
        def note_build(**_given: object) -> None:
            raise OperationalError from __import__("psycopg").OperationalError("server is away")

    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "note_build", Away.note_build)
        assert not store_kit.note_build(env.read(), fingerprint=PRINT, version="1", say=said.append)
    assert said == [
        "The desk was not told of this package: the database cannot go on: server is away"
    ]
