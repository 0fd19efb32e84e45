"""Command line of the package: `python -m records --help`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from records.errors import RecordsError
from records.formats import Kind, items, json_lines, kind_of, write
from records.formats.identity import UNNAMED
from records.formats.item import RECORDS
from records.record import Record

TARGETS: Final = {"marc": Kind.MARC, "marcxml": Kind.MARCXML, "csv": Kind.TABLE, "json": None}


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command of the command line, or of `words`; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m records")
    commands = parser.add_subparsers(required=True)
    convert = commands.add_parser("convert", help="write the records of a file to standard output")
    convert.add_argument("file", type=Path)
    convert.add_argument("--to", choices=TARGETS, default="json")
    convert.set_defaults(run=_convert)
    pack = commands.add_parser("pack", help="pack a folder of scans into one archive")
    pack.add_argument("folder", type=Path)
    pack.add_argument("target", type=Path)
    pack.set_defaults(run=_pack)
    commands.add_parser("books", help="child process that reads books").set_defaults(run=_books)
    arguments = parser.parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (RecordsError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _convert(arguments: argparse.Namespace) -> int:
    records, kind = _records(arguments.file), TARGETS[arguments.to]
    if kind is None:
        sys.stdout.buffer.writelines(json_lines.lines(records))
    else:
        write(((record, UNNAMED) for record in records), kind, sys.stdout.buffer)
    return 0


def _records(path: Path) -> Iterator[Record]:
    """Yields the records of a file, or the one record of a book; names broken ones on stderr."""
    with path.open("rb") as source:
        kind = kind_of(source, path.name)
        if kind not in RECORDS:
            from records import books

            yield books.read(path, path.name).record
            return
        for item in items(source, kind):
            if item.record is None:
                print(f"{item.number}: {item.problem}", file=sys.stderr)
            else:
                yield item.record


def _pack(arguments: argparse.Namespace) -> int:
    from records.books import packing

    return 0 if packing.pack(arguments.folder, arguments.target) else 1


def _books(_arguments: argparse.Namespace) -> int:
    from records.books import child

    return child.main()


if __name__ == "__main__":
    sys.exit(main())
