"""What a reader has to know of a book of pages before it shows one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

MOST_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """`sizes`: runs of (how many pages, width, height), in no certain unit; `labels` what pages are
    called where that is not their number, page number → label; `captions` likewise; `wide` the
    pages that show two."""

    sizes: tuple[tuple[int, int, int], ...]
    labels: Mapping[int, str]
    captions: Mapping[int, str]
    wide: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        """How many there are."""
        return sum(count for count, _width, _height in self.sizes)

    def size(self, page: int) -> tuple[int, int]:
        """Width and height of a page, counted from 1; raises IndexError."""
        for count, width, height in self.sizes:
            if page <= count:
                return width, height
            page -= count
        raise IndexError

    def first(self, count: int) -> "Plan":
        """The plan of the first pages alone."""
        sizes, left = [], count
        for run, width, height in self.sizes:
            if left > 0:
                sizes.append((min(run, left), width, height))
                left -= run
        return Plan(
            tuple(sizes),
            {page: text for page, text in self.labels.items() if page <= count},
            {page: text for page, text in self.captions.items() if page <= count},
            tuple(page for page in self.wide if page <= count),
        )

    def to_json(self) -> dict[str, Any]:
        """As it travels and is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Plan":
        """What `to_json` gave; raises KeyError, TypeError, ValueError for what it does not give."""
        sizes = tuple(
            (int(count), max(1, int(width)), max(1, int(height)))
            for count, width, height in said["sizes"]
        )
        return cls(
            sizes,
            _texts(said["labels"]),
            _texts(said["captions"]),
            tuple(int(page) for page in said["wide"]),
        )


def runs(sizes: Iterable[tuple[float, float]]) -> tuple[tuple[int, int, int], ...]:
    """Sizes of pages, equal ones after another as one."""
    found: list[list[int]] = []
    for width, height in sizes:
        size = [max(1, round(width)), max(1, round(height))]
        if found and found[-1][1:] == size:
            found[-1][0] += 1
        else:
            found.append([1, *size])
    return tuple((count, width, height) for count, width, height in found)


def _texts(said: Mapping[Any, Any]) -> dict[int, str]:
    return {int(page): str(text) for page, text in said.items()}
