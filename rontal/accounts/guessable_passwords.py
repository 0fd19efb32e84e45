"""Validator of new passwords: refuses what programs guess first (ASVS 5.0, 6.2.4, 6.2.11, 6.2.12).

zxcvbn estimates how many guesses a password takes, from 30,000 passwords of known breaches, names,
words, dates, keyboards and repetitions. The words of this library, of the person and the commonest
ones of Indonesia are added. Nothing leaves the machine.
"""

import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rontal.accounts.models import User

MIN_GUESSES: Final = 10**8
"""The sign-in page allows a few guesses an hour; who stole the hashes needs 0.1 s for each."""
MAX_LENGTH: Final = 30
"""Characters of a password that zxcvbn estimates; of longer ones it gets the beginning. It tries
every substitution of signs for letters: of random signs such as 4@8({[ it took up to 0.4 s of a
worker's time for 30, 2.8 s for 40 and 7.7 s for 72, and anybody may send them.
"""
COMMON: Final = (
    "perpustakaan", "pustaka", "buku", "membaca", "rontal", "lontar", "rahasia", "sandi",
    "katasandi", "bismillah", "alhamdulillah", "assalamualaikum", "insyaallah", "subhanallah",
    "merdeka", "indonesia", "nusantara", "pancasila", "garuda", "sayang", "sayangku", "cinta",
    "cintaku", "akucintakamu", "keluarga", "bahagia", "semangat", "sukses", "selamat", "pagi",
    "malam", "mama", "papa", "ibu", "bapak", "anak", "adik", "kakak", "nenek", "kakek", "bali",
    "denpasar", "jakarta", "surabaya", "bandung", "jogja", "yogyakarta", "makassar", "medan",
    "kucing", "bunga", "mawar", "melati", "matahari", "bulan", "bintang", "omswastiastu",
    "swastiastu", "rahajeng", "dewata",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]{3,}")


class GuessableValidator:
    """Refuses a password that takes fewer than MIN_GUESSES guesses."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError for a password that is easy to guess."""
        from zxcvbn import zxcvbn  # its lists take 14 MB, which few processes need

        words = [*COMMON, *_words_of_library(), *_words_of_person(user)]
        if zxcvbn(password[:MAX_LENGTH], user_inputs=words)["guesses"] < MIN_GUESSES:
            raise ValidationError(
                _(
                    "This password is easy to guess. Take three or four words that do not belong"
                    " together."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Take three or four words that do not belong together.")


def _words_of_library() -> Iterator[str]:
    library = settings.LIBRARY
    if library is not None:
        for text in (library.name, library.short_name, library.unit, library.address):
            yield from _WORD.findall(text)
        yield from (re.sub(r"\W", "", text) for text in (library.name, library.short_name))


def _words_of_person(user: User | None) -> Iterator[str]:
    if user is not None:
        for text in (user.login_name, user.name, user.email):
            yield from _WORD.findall(text)
            yield text
