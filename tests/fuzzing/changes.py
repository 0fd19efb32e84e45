"""Changes of input that are the same in every run, as a fuzzer without guidance makes them."""

import random
from collections.abc import Iterator, Sequence

WORDS = (
    b"", b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1", b"99999999999999999999",
    b"1e999",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"%00", b"&#0;", b"&x;", b"<![CDATA[",
    b"<!--", b"<!DOCTYPE a>", b"]]>", b'"', b"'", b"\\", b"(", b")", b"\r\n", b"\x1d", b"\x1e",
    b"\x1f", b"{", b"}", b"/", b"..", b"=", b"javascript:", b"url(", b"0001-01-01", b"9999-12-31",
)  # fmt: skip
"""Pieces at which readers stumble."""
MOST_STEPS = 6


def changed(seed: bytes, others: Sequence[bytes], count: int, *, start: int = 0) -> Iterator[bytes]:
    """Yields `count` changes of a seed; the same for the same arguments."""
    for number in range(start, start + count):
        chance = random.Random(number)
        data = bytearray(seed)
        for _ in range(chance.randint(1, MOST_STEPS)):
            _change(data, chance, others)
        yield bytes(data)


def _change(data: bytearray, chance: random.Random, others: Sequence[bytes]) -> None:
    """Changes the data in one way."""
    at = chance.randint(0, len(data))
    end = min(len(data), at + chance.choice((1, 2, 4, 16, 64, 1024)))
    way = chance.randint(0, 6)
    if way == 0 and data:
        data[at - 1] ^= 1 << chance.randint(0, 7)
    elif way == 1:
        del data[at:end]
    elif way == 2:
        data[at:at] = chance.choice(WORDS)
    elif way == 3:
        data[at:end] = chance.randbytes(end - at)
    elif way == 4:
        data[at:at] = data[at:end] * chance.choice((1, 2, 50))
    elif way == 5:
        del data[at:]
    else:
        other = chance.choice(others)
        cut = chance.randint(0, len(other))
        data[at:end] = other[cut : cut + 64]
