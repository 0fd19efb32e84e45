"""Layout of a book of pages, known before a page is shown. Without Django."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

MAX_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """Page sizes, labels and captions of a book.

    `sizes` are runs of (number of pages, width, height) in arbitrary units; `labels` map page
    numbers to labels where these differ, `captions` likewise; `wide` are pages that show two.
    """

    sizes: tuple[tuple[int, int, int], ...]
    labels: Mapping[int, str]
    captions: Mapping[int, str]
    wide: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        return sum(count for count, _width, _height in self.sizes)

    def size(self, page: int) -> tuple[int, int]:
        """Returns width and height of a page, counted from 1; raises IndexError."""
        for count, width, height in self.sizes:
            if page <= count:
                return width, height
            page -= count
        raise IndexError

    def first(self, count: int) -> "Plan":
        """Returns the plan of the first `count` pages."""
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
        """Returns the plan as JSON, for the pipe and the cache."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """Returns the plan from its JSON; raises KeyError, TypeError, ValueError."""
        sizes = tuple(
            (int(count), max(1, int(width)), max(1, int(height)))
            for count, width, height in data["sizes"]
        )
        return cls(
            sizes,
            _texts(data["labels"]),
            _texts(data["captions"]),
            tuple(int(page) for page in data["wide"]),
        )


def runs(sizes: Iterable[tuple[float, float]]) -> tuple[tuple[int, int, int], ...]:
    """Groups consecutive pages of equal size into runs."""
    groups: list[list[int]] = []
    for width, height in sizes:
        size = [max(1, round(width)), max(1, round(height))]
        if groups and groups[-1][1:] == size:
            groups[-1][0] += 1
        else:
            groups.append([1, *size])
    return tuple((count, width, height) for count, width, height in groups)


def _texts(texts: Mapping[Any, Any]) -> dict[int, str]:
    return {int(page): str(text) for page, text in texts.items()}
