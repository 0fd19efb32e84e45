"""Verification by machine: correct readings, wrong values marked as sure, faces, cost.

Draws specimen cards of invented people, photographs them under seeded degradations, and examines
them with the real models and checks (see bench/specimens). Cards below seed 100000 are for
development of the reader; figures come from there on. Drawn cards are not real cards.
"""

import argparse
import json
import multiprocessing
import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.books import library
from bench.figures import Figures, finish
from idcard.specimen.camera.degradations import Degradation, Level

if TYPE_CHECKING:
    from bench.specimens.models_only import Bare
    from bench.specimens.sample import Application
    from bench.specimens.score import Score

HELD_OUT = 100_000
MILD, HARD = Level.MILD.value, Level.HARD.value
GROUPS = (MILD, HARD, *(each.value for each in Degradation))
CARDS, QUICK_CARDS = 100, 4
SHARE_OF_A_SINGLE = 5
"""A single degradation gets one card for this many cards of each mixture."""
BARE_EVERY = 4
"""The models alone are measured on one of this many cards."""
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Order:
    """One card to be drawn and examined: its group, seed and kind ("" for any)."""

    group: str
    seed: int
    kind: str
    with_bare: bool
    dump: Path | None
    keep: Path | None = None


def draw(order: Order) -> "tuple[Application, Bare | None]":
    """Returns the application of an order, and the cost of the models alone on its pictures."""
    from bench.specimens.models_only import bare

    application = _cached(order) if order.keep else _drawn(order)
    return application, bare(application) if order.with_bare else None


def _cached(order: Order) -> "Application":
    """Loads a drawn application from the cache folder; draws and stores it if it is not there."""
    assert order.keep is not None
    name = f"{order.group}-{order.kind}-{order.seed}.pickle".replace(" ", "-")
    path = order.keep / name
    if path.exists():
        stored: Application = pickle.loads(path.read_bytes())
        return stored
    order.keep.mkdir(parents=True, exist_ok=True)
    application = _drawn(order)
    spare = path.with_suffix(".part")
    spare.write_bytes(pickle.dumps(application))
    spare.rename(path)
    return application


def _drawn(order: Order) -> "Application":
    from bench.specimens import sample
    from idcard.kinds import IdentityKind

    plans = {MILD: sample.mild, HARD: sample.hard}
    plan = plans.get(order.group) or sample.only(Degradation(order.group))
    kind = IdentityKind(order.kind) if order.kind else None
    return sample.application(order.seed, plan, kind=kind)


def work(order: Order, application: "Application", bare: "Bare | None") -> "Score":
    from bench.specimens.examine import examine
    from bench.specimens.score import score

    marked = score(application, examine(application), bare)
    if order.dump:
        _dump(order, application, marked)
    return marked


def orders(options: argparse.Namespace) -> Iterator[Order]:
    """Yields the orders of the options; every group has its own seeds."""
    groups = options.only or ((MILD, HARD) if options.quick else GROUPS)
    cards = options.cards or (QUICK_CARDS if options.quick else CARDS)
    for group in groups:
        few = group not in (MILD, HARD) and not options.only
        first = options.seed + GROUPS.index(group) * 10_000
        for number in range(max(1, cards // SHARE_OF_A_SINGLE) if few else cards):
            bare = number % BARE_EVERY == 0 and group in (MILD, HARD)
            yield Order(group, first + number, options.kind or "", bare, options.dump, options.keep)


def examined(wanted: Iterable[Order], processes: int) -> "Iterator[tuple[Order, Score]]":
    """Draws in one pool of processes and examines in another; yields in the given order."""
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(processes, context, initializer=_one_thread) as drawers,
        ProcessPoolExecutor(processes, context, initializer=_prepare) as workers,
    ):
        drawing: deque[tuple[Order, Future[tuple[Application, Bare | None]]]] = deque()
        working: deque[tuple[Order, Future[Score]]] = deque()
        for order in [*wanted, *[None] * (2 * AHEAD * processes)]:
            if order is not None:
                drawing.append((order, drawers.submit(draw, order)))
            if drawing and (order is None or len(drawing) > AHEAD * processes):
                drawn, future = drawing.popleft()
                working.append((drawn, workers.submit(work, drawn, *future.result())))
            if working and (not drawing or len(working) > processes):
                done, result = working.popleft()
                yield done, result.result()
        for done, result in working:
            yield done, result.result()


def _one_thread() -> None:
    import cv2

    cv2.setNumThreads(1)


def _prepare() -> None:
    import django

    _one_thread()
    django.setup()


def _dump(order: Order, application: "Application", marked: "Score") -> None:
    """Writes the photos of an application, and beside them its wrong fields and findings."""
    if order.dump is None:
        return
    order.dump.mkdir(parents=True, exist_ok=True)
    stem = f"{order.group.replace(' ', '-')}-{order.seed}-{application.card.kind.value}"
    pictures = {"card": application.photo.jpeg, "own": application.selfie,
                "other": application.impostor}  # fmt: skip
    for name, content in pictures.items():
        if content:
            (order.dump / f"{stem}-{name}.jpg").write_bytes(content)
    row = {
        "plan": {name.value: dict(figures) for name, figures in application.plan.items()},
        "slips": [asdict(error) for error in marked.errors],
        "genuine": asdict(marked.genuine),
        "impostor": asdict(marked.impostor) if marked.impostor else None,
        "seconds": round(marked.cost.seconds, 2),
    }
    (order.dump / f"{stem}.json").write_text(json.dumps(row, indent=1, ensure_ascii=False))


def _options(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 60 seconds")
    parser.add_argument("--json", type=Path, help="write the rows there")
    parser.add_argument("--cards", type=int, help=f"of each mixture (default {CARDS})")
    parser.add_argument("--seed", type=int, default=HELD_OUT, help="the first seed")
    parser.add_argument("--kind", help="only cards of this kind, such as ktp")
    parser.add_argument("--only", action="append", choices=GROUPS, help="only this group of photos")
    parser.add_argument("--processes", type=int, default=1, choices=(1, 2))
    parser.add_argument("--dump", type=Path, help="write photos and misread values there")
    parser.add_argument("--keep", type=Path, help="keep drawn photos there for the next run")
    return parser.parse_args(words)


def main() -> None:
    """Draws, examines and prints the table."""
    from bench.specimens.tally import add_rows

    options = _options()
    wanted = list(orders(options))
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    scores: dict[str, list[Score]] = {}
    with library():
        started = time.monotonic()
        for number, (order, marked) in enumerate(examined(wanted, options.processes), 1):
            scores.setdefault(order.group, []).append(marked)
            if number % 10 == 0 or number == len(wanted):
                _progress(order, number, len(wanted), time.monotonic() - started)
    figures = Figures()
    for group, marks in scores.items():
        add_rows(figures, group, marks)
    finish(figures, options.json)


def _progress(order: Order, number: int, of: int, seconds: float) -> None:
    remaining = seconds / number * (of - number)
    print(f"{number} of {of} ({order.group}), {remaining:.0f} s to go", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
