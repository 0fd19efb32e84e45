"""Our title page and search compared with other systems, served on the same machine in one run.

`python -m bench.system_comparison SLiMS=http://127.0.0.1:8199/index.php?p=show_detail&id=5000 …`
Install and fill the other systems before. Each page is requested by 16 clients, in three rounds one
after another; the median is the result.
"""

import argparse
import statistics
from urllib.parse import urlsplit

from bench import load_generator, served_library
from bench.figures import Figures, finish
from bench.journey import MIN_SHARE_OF_TITLES as MIN_SHELF
from bench.journey import free_book

ROUNDS = 3
CLIENTS = 16
TITLE = "ours: title, signed in"
SHELF = "ours: shelf, signed in, three loans"


def main() -> None:
    """Reads the addresses, measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", metavar="NAME=ADDRESS")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each page in each round")
    options = parser.parse_args()
    with served_library.library() as library:
        import django

        django.setup()
        served_library.with_loans(served_library.MEMBER, 3)
        served_library.settled()
        cookie = {"Cookie": f"rontal={served_library.session_of(served_library.MEMBER)}"}
        pages = {
            TITLE: (
                library.address,
                load_generator.request("127.0.0.1", f"/koleksi/{free_book()}/", cookie),
            ),
            SHELF: (library.address, load_generator.request("127.0.0.1", "/rak/", cookie)),
        }
        pages |= dict(map(_page, options.pages))
        finish(_figures(_rates(pages, options.seconds)), None)


def _page(named: str) -> tuple[str, tuple[tuple[str, int], bytes]]:
    name, _, address = named.partition("=")
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    host = parts.hostname or ""
    return name, ((host, parts.port or 80), load_generator.request(host, path))


def _rates(
    pages: dict[str, tuple[tuple[str, int], bytes]], seconds: float
) -> dict[str, list[load_generator.Load]]:
    rates: dict[str, list[load_generator.Load]] = {name: [] for name in pages}
    for _round in range(ROUNDS):
        for name, (address, message) in pages.items():
            load_generator.run(address, message, seconds=1.0, connections=CLIENTS)
            rates[name].append(
                load_generator.run(address, message, seconds=seconds, connections=CLIENTS)
            )
    return rates


def _figures(rates: dict[str, list[load_generator.Load]]) -> Figures:
    figures = Figures()
    ours = statistics.median(one.per_second for one in rates[TITLE])
    shelf = statistics.median(one.per_second for one in rates[SHELF])
    figures.at_least("our shelf: share of the title page's rate", shelf / ours, "", MIN_SHELF)
    for name, loads in rates.items():
        if (status := loads[0].status) != 200:
            raise RuntimeError(f"{name}: {status}")
        rate = statistics.median(one.per_second for one in loads)
        figures.add(f"{name}: served, {loads[0].size} bytes", rate, "a second")
        slowest = statistics.median(one.milliseconds for one in loads)
        figures.add(f"{name}: 99 of 100 within", slowest, "ms")
        if name not in (TITLE, SHELF):
            figures.add(f"our title page as a multiple of {name}", ours / rate, "times")
    return figures


if __name__ == "__main__":
    main()
