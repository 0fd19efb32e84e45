"""Names of the Android package: application id and the labels of its host."""

import re
from typing import Final

WORDS: Final = (
    "abstract assert boolean break byte case catch char class const continue default do double "
    "else enum extends false final finally float for goto if implements import instanceof int "
    "interface long native new null package private protected public return short static "
    "strictfp super switch synchronized this throw throws transient true try void volatile "
    "while"
)
"""Words of Java, which Google's tools refuse as a label of an application id."""
KEYWORDS: Final = frozenset(WORDS.split())


def package_name(package: str, host: str) -> str:
    """Returns the Android application id: `package`, or one derived from `host`.

    A derived id has the labels of the host in reverse order, in lower case, with letters, digits
    and underscores only. Android wants a letter first in each label, so `app_` precedes another
    character there and a word of Java; `app.` precedes a host of a single label:
    `2.baca.tabanan.go.id` becomes `id.go.tabanan.baca.app_2`.
    """
    return package or ".".join(_labels(host))


def is_host(host: str) -> bool:
    """Returns whether `host` is a full domain name in ASCII, without port, as App Links need."""
    label = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
    return bool(re.fullmatch(rf"(?:{label}\.)+(?!\d+$){label}", host)) and len(host) <= 253


def _labels(host: str) -> list[str]:
    name = host.split(":")[0].strip(".").lower()
    labels = [_label(label) for label in reversed(name.split("."))]
    return labels if len(labels) > 1 else ["app", *labels]


def _label(text: str) -> str:
    label = re.sub(r"[^a-z0-9_]", "_", text)
    plain = label[:1].isalpha() and label not in KEYWORDS
    return label if plain else f"app_{label}"
