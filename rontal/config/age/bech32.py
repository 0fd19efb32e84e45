"""Bech32 (BIP 173) without the limit of length: the text form of keys."""

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_LENGTH = 6


def encode(prefix: str, content: bytes) -> str:
    """Returns `content` as Bech32 with this lower-case prefix."""
    values = _regroup(content, 8, 5)
    checked = _expand(prefix) + values + [0] * CHECKSUM_LENGTH
    rest = _polymod(checked) ^ 1
    values += [(rest >> 5 * (5 - at)) & 31 for at in range(CHECKSUM_LENGTH)]
    return f"{prefix}1{''.join(LETTERS[value] for value in values)}"


def decode(text: str) -> tuple[str, bytes]:
    """Returns the lower-case prefix and the content; raises ValueError for a typo."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("capitals and small letters are mixed")
    prefix, mark, letters = text.lower().rpartition("1")
    if not (mark and prefix and prefix.isascii()):
        raise ValueError("it does not have the form of a key")
    if len(letters) < CHECKSUM_LENGTH:
        raise ValueError("it is too short")
    values = [LETTERS.find(letter) for letter in letters]
    if -1 in values or _polymod(_expand(prefix) + values) != 1:
        raise ValueError("its checksum is wrong")
    return prefix, _ungroup(values[:-CHECKSUM_LENGTH])


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _polymod(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for at, factor in enumerate(GENERATOR):
            rest ^= factor if top >> at & 1 else 0
    return rest


def _regroup(content: bytes, width: int, new_width: int) -> list[int]:
    """Returns the bits of `content` in groups of `new_width`; the last one is filled with zeros."""
    missing = -len(content) * width % new_width
    number = int.from_bytes(content, "big") << missing
    count = (len(content) * width + missing) // new_width
    mask = (1 << new_width) - 1
    return [number >> new_width * (count - 1 - at) & mask for at in range(count)]


def _ungroup(values: list[int]) -> bytes:
    length, spare = divmod(len(values) * 5, 8)
    number = 0
    for value in values:
        number = number << 5 | value
    if spare > 4 or number & ((1 << spare) - 1):
        raise ValueError("its padding is wrong")
    return (number >> spare).to_bytes(length, "big")
