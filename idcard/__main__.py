"""Command line: `python -m idcard read FILE` and `python -m idcard compare CARD PHOTO`."""

import argparse
import io
import json
import sys
from collections.abc import Iterator

import pillow_heif
from PIL import Image, ImageOps

from idcard.decoding import BROKEN
from idcard.examiner import Examiner
from idcard.faces.model import Comparison
from idcard.reading.model import CardReading, Field, Values

MAX_SIDE = 2000
"""Longest side in pixels to which pictures are scaled down; reading is tuned to this size."""


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit code, 1 for a file that is no picture."""
    options = _parser().parse_args(arguments)
    pillow_heif.register_heif_opener()
    try:
        photos = [_jpeg(path) for path in options.files]
    except BROKEN as error:
        print(f"idcard: {error}", file=sys.stderr)
        return 1
    result = options.work(Examiner(), *photos)
    if options.json:
        print(json.dumps(result.to_json(), indent=2))
    else:
        print(*options.lines(result), sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m idcard")
    commands = parser.add_subparsers(required=True)
    read = commands.add_parser("read", help="print the fields of a card and how certain they are")
    read.add_argument("files", nargs=1, metavar="FILE", help="picture of the card")
    read.set_defaults(work=Examiner.read_card, lines=_reading_lines)
    compare = commands.add_parser("compare", help="compare the face on a card with a selfie")
    compare.add_argument("files", nargs=2, metavar=("CARD", "PHOTO"), help="pictures")
    compare.set_defaults(work=_compare, lines=_comparison_lines)
    for command in (read, compare):
        command.add_argument("--json", action="store_true", help="print JSON, with all places")
    return parser


def _jpeg(path: str) -> bytes:
    """Returns a picture as an upright JPEG; raises one of BROKEN."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    content = io.BytesIO()
    upright.save(content, "JPEG", quality=95)
    return content.getvalue()


def _compare(examiner: Examiner, card: bytes, photo: bytes) -> Comparison:
    """Compares the faces where the reading of the card expects the portrait."""
    reading = examiner.read_card(card)
    return examiner.compare_faces(card, photo, reading.portrait, reading.corners)


def _reading_lines(reading: CardReading) -> Iterator[str]:
    yield f"kind   {reading.kind or 'unknown'}"
    yield f"signs  {', '.join(sorted(reading.signs)) or 'none'}"
    yield from _table(reading.values)
    for number, person in enumerate(reading.people, 1):
        yield f"person {number}"
        yield from _table(person)


def _table(values: Values) -> Iterator[str]:
    for field in Field:
        if (value := values.get(field)) is None:
            continue
        certainty = "sure" if value.sure else "unsure"
        yield f"  {field:<17} {value.confidence:4.0%}  {certainty:<6}  {value.text}"


def _comparison_lines(comparison: Comparison) -> Iterator[str]:
    yield f"similarity      {comparison.similarity}"
    if comparison.distance is not None:
        yield f"distance        {comparison.distance:.3f}"
    if comparison.distance_ratio is not None:
        yield f"of the limit    {comparison.distance_ratio:.0%}"


if __name__ == "__main__":
    sys.exit(main())
