"""`rontal app build`: files for the Play Store beside the Android package, and its record."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.core.management.base import CommandError

from rontal.android import services
from rontal.android.store import graphics, kit
from rontal.config import app_screens
from rontal.config.cluster import PostgresError
from rontal.config.command import database
from rontal.config.env import Environment
from rontal.core.actors import Actor
from rontal.core.profile import Library
from rontal.ui import drawings

BUILDER: Final = Actor.system("rontal app build")
Say = Callable[[str], None]


def write(
    folder: Path, library: Library, *, url: str, icon: bytes, say: Say, screens: bool = True
) -> kit.Kit:
    """Writes the kit into `folder/store` and prints what it contains and what remains to be done.

    `icon` is a PNG of at least 512 pixels without margin. Needs Django but no database. Raises
    KitError where a text or image exceeds the store's limits.
    """
    scene = {
        name: (drawings.FOLDER / f"{name}.svg").read_text("utf-8")
        for name in (graphics.SCENE, graphics.ORNAMENT)
    }
    made = kit.write(
        folder=folder,
        library=library,
        url=url,
        icon=icon,
        drawings=scene,
        screenshots=app_screens.screenshot_function(say) if screens else None,
    )
    say(f"{folder / kit.FOLDER}: {len(made.files)} files for the store.")
    for note in made.notes:
        say(f"  {note}")
    return made


def note_build(environment: Environment, *, fingerprint: str, version: str, say: Say) -> bool:
    """Records the last built package for the desk, where this machine has the database.

    Prints one line where the database does not answer. Returns True where it was recorded.
    """
    if not environment.database_url and not (environment.home / "postgres").is_dir():
        return False
    try:
        with database(environment):
            services.note_build(fingerprint=fingerprint, version=version, actor=BUILDER)
    except (PostgresError, CommandError) as error:
        say(f"The desk was not told of this package: {error}")
        return False
    return True
