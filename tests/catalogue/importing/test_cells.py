"""Transfer of records from the reading child process to the writing process."""

import json

from hypothesis import given
from hypothesis import strategies as st

from records.codes import Scheme
from records.formats.item import Item
from records.record import Credit, Number, Record
from rontal.catalogue.importing.steps import cells
from rontal.catalogue.importing.steps.preparing import packed, prepare, unpacked

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(st.lists(st.none() | TEXTS | st.sampled_from([r"\N", "a\\tb", "\t", "\\", "\r\n"])))
def test_values_are_read_from_a_line_as_written(values: list[str | None]) -> None:
    line = cells.line(values)
    assert "\n" not in line
    assert cells.read(line) == (values or [""])


@given(title=TEXTS, description=TEXTS, year=st.none() | st.integers(1400, 2099), subject=TEXTS)
def test_packed_values_are_unpacked_unchanged(
    title: str, description: str, year: int | None, subject: str
) -> None:
    record = Record(
        title,
        description=description,
        year=year,
        age_from=7,
        subjects=[subject],
        credits=[Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")],
        numbers=[Number(Scheme.ISBN, "9786020000022")],
        accessibility={"accessMode": ["textual"]},
    )
    items = [Item(1, 90, record, remarks=("text_cut",)), Item(2, 95, None, "record_broken")]
    heading, *lines = packed(items).split("\n")
    one, wrong = unpacked(json.loads(heading), lines[:2])
    assert lines[2:] == [""]
    assert json.dumps([one, wrong]) == json.dumps([prepare(item) for item in items])
    assert one.values["description"] == description
    assert one.values["year"] == year
    assert one.values["age_from"] == 7
    assert wrong.problem == "record_broken"
