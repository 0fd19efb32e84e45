"""The catalogue: search, pages, imports, harvest and feeds on a collection of 10 thousand, 100
thousand or a million titles.

    python -m bench.catalogue --size 100000 --part search --json figures.json

Runs against a database of its own, filled by `bench.titles.collection`. A part is a module
`bench.titles.NAME` with `measure(figures, options)`; all existing parts run one after the other.
"""

import argparse
import importlib
import importlib.util
import time
from dataclasses import dataclass
from pathlib import Path

from bench.books import library
from bench.figures import Figures, finish

PARTS = ("search", "pages", "feeds", "harvest", "imports")
SIZES = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Options:
    """Options of a part: the number of titles, whether to end within a minute, and the home folder
    of the library.
    """

    size: int
    quick: bool
    home: Path


def main() -> None:
    """Reads the arguments, fills the collection and measures the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="titles; 10 to 1000000")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; more than once")
    parser.add_argument("--quick", action="store_true", help="end within 60 seconds")
    parser.add_argument("--json", type=Path, help="write the rows there")
    chosen = parser.parse_args()
    size = min(chosen.size, SIZES[0]) if chosen.quick else chosen.size
    figures = Figures()
    with library() as home:
        from bench.titles import collection

        start = time.perf_counter()
        collection.fill(size)
        figures.add(f"collection of {size:,} titles made", time.perf_counter() - start, "s")
        options = Options(size, chosen.quick, home)
        for part in chosen.part or PARTS:
            name = f"bench.titles.{part}"
            if importlib.util.find_spec(name):
                importlib.import_module(name).measure(figures, options)
    finish(figures, chosen.json)


if __name__ == "__main__":
    main()
