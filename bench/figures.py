"""Figures of a benchmark: a table for people, JSON for machines."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure. `holds` is None if there is no budget."""

    figure: str
    value: float
    unit: str
    budget: str = ""
    holds: bool | None = None


@dataclass
class Figures:
    """The figures of one run."""

    rows: list[Row] = field(default_factory=list)

    def add(self, figure: str, value: float, unit: str) -> None:
        """Adds a figure without a budget."""
        self.rows.append(Row(figure, round(value, 3), unit))

    def at_least(self, figure: str, value: float, unit: str, least: float) -> None:
        """Adds a figure that must not be below `least`."""
        self.rows.append(Row(figure, round(value, 3), unit, f">= {least:g}", value >= least))

    def at_most(self, figure: str, value: float, unit: str, most: float) -> None:
        """Adds a figure that must not be above `most`."""
        self.rows.append(Row(figure, round(value, 3), unit, f"<= {most:g}", value <= most))

    def table(self) -> str:
        """Returns the rows as a Markdown table."""
        lines = ["| figure | value | unit | budget | holds |", "|---|---:|---|---|---|"]
        for row in self.rows:
            verdict = {True: "yes", False: "NO", None: ""}[row.holds]
            lines.append(
                f"| {row.figure} | {row.value:g} | {row.unit} | {row.budget} | {verdict} |"
            )
        return "\n".join(lines)


def main(measure: Callable[[Figures, bool], None], description: str | None) -> None:
    """Reads the arguments, measures, prints the table and writes the JSON.

    `measure(figures, quick)` fills the rows; `quick` asks it to end within a minute.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="end within 60 seconds")
    parser.add_argument("--json", type=Path, help="write the rows there")
    options = parser.parse_args()
    figures = Figures()
    measure(figures, options.quick)
    finish(figures, options.json)


def finish(figures: Figures, path: Path | None) -> None:
    """Prints the table and writes the JSON; exits with 1 if a budget is exceeded."""
    print(figures.table())
    if path:
        path.write_text(json.dumps([asdict(row) for row in figures.rows], indent=1))
    if any(row.holds is False for row in figures.rows):
        raise SystemExit(1)
