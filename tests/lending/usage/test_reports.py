"""Tests of usage reports: the format of COUNTER Release 5.1, and figures against a slow recount."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest

from rontal.catalogue.models import Identifier, Title
from rontal.lending.models import TitleDay
from rontal.lending.usage import report_writers, rules, selectors
from rontal.lending.usage.rules import VIEWS, Metric, Months, MonthsRefused
from rontal.standard.selectors import library
from tests.support.catalogue import factories as catalogue

pytestmark = pytest.mark.django_db
MONTHS = Months(date(2026, 8, 1), date(2026, 10, 31))
DAYS = [
    date(2026, 7, 31),
    date(2026, 8, 1),
    date(2026, 8, 2),
    date(2026, 10, 31),
    date(2026, 11, 1),
]
PERFORMANCE = "Attribute_Performance"
ITEM = {"Title", "Item_ID", "Platform", "Publisher", PERFORMANCE}
HEADER = {
    "Report_Name", "Report_ID", "Release", "Institution_Name", "Institution_ID", "Report_Filters",
    "Created", "Created_By", "Registry_Record",
}  # fmt: skip
ROWS = [
    "Report_Name", "Report_ID", "Release", "Institution_Name", "Institution_ID", "Metric_Types",
    "Report_Filters", "Report_Attributes", "Exceptions", "Reporting_Period", "Created",
    "Created_By", "Registry_Record",
]  # fmt: skip


def used(title: Title, day: date, **numbers: int) -> None:
    TitleDay.objects.create(title=title, day=day, **numbers)


@pytest.fixture
def titles() -> list[Title]:
    first, second, third, fourth = (catalogue.title(f"Judul {message}") for message in "ABCD")
    Title.objects.filter(pk=first.pk).update(publisher="Penerbit Lontar", year=2019)
    Identifier.objects.create(title=first, scheme="isbn", value="9786020000000")
    for number, day in enumerate(DAYS, start=1):
        used(first, day, opened=number * 10, opened_anew=number, limit_exceeded=number * 100)
    TitleDay.objects.filter(title=first, day=DAYS[3]).update(looked=12, seen_anew=6)
    read = {"read_open": 3, "read_open_anew": 2, "looked_open": 4, "seen_open_anew": 5}
    used(second, DAYS[1], no_licence=7, **read)
    used(third, DAYS[0], opened=5, opened_anew=5)  # outside the report's months
    used(fourth, DAYS[3], looked=2, seen_anew=1)
    return [first, second, third, fourth]


def as_json(report: str) -> dict[str, Any]:
    view = VIEWS[report]
    pieces = report_writers.as_json(selectors.header(view, MONTHS), selectors.items(view, MONTHS))
    return dict(json.loads("".join(pieces)))


def as_rows(report: str) -> list[list[str]]:
    view = VIEWS[report]
    pieces = report_writers.as_tsv(selectors.header(view, MONTHS), selectors.items(view, MONTHS))
    return list(csv.reader("".join(pieces).splitlines(), delimiter="\t"))


def check_shape(report_data: dict[str, Any], report: str) -> None:
    """Checks the requirements of the Code of Practice for a title report in JSON."""
    view, header = VIEWS[report], report_data["Report_Header"]
    assert set(report_data) == {"Report_Header", "Report_Items"}
    assert set(header) - {"Report_Attributes", "Exceptions"} == HEADER
    assert (header["Report_ID"], header["Report_Name"]) == (report, view.name)
    assert header["Release"] == "5.1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", header["Created"])
    filters = header["Report_Filters"]
    assert (filters["Begin_Date"], filters["End_Date"]) == ("2026-08-01", "2026-10-31")
    assert filters["Metric_Type"] == [metric.value for metric in view.metrics]
    assert ("Report_Attributes" in header) == (report == "TR")
    for item in report_data["Report_Items"]:
        assert set(item) == ITEM
        assert item["Platform"] == library().short_name
        assert re.fullmatch(r"[a-z0-9-]+:\d+", item["Item_ID"]["Proprietary"])
        for one in item["Attribute_Performance"]:
            shown = {name.value for name in view.attributes}
            assert set(one) == {"Data_Type", "Performance"} | shown
            assert re.fullmatch(r"\d{4}", one["YOP"])
            assert one["Performance"], "an item without usage is left out"
            for metric, numbers in one["Performance"].items():
                assert metric in filters["Metric_Type"]
                assert numbers
                for month, number in numbers.items():
                    assert "2026-08" <= month <= "2026-10"
                    assert isinstance(number, int)
                    assert number > 0


@pytest.mark.whole
@pytest.mark.parametrize("report", VIEWS)
def test_the_report_has_the_shape_of_release_5_1(titles: list[Title], report: str) -> None:
    report_json = as_json(report)
    check_shape(report_json, report)
    assert report_json["Report_Items"]


@pytest.mark.whole
@pytest.mark.parametrize("report", VIEWS)
def test_table_and_json_of_a_report_are_equal(titles: list[Title], report: str) -> None:
    rows = as_rows(report)
    assert [row[0] for row in rows[:13]] == ROWS
    assert rows[13] == []
    head = rows[14]
    assert head[-3:] == ["Aug-2026", "Sep-2026", "Oct-2026"]
    totals = Counter()
    for row in rows[15:]:
        cells = dict(zip(head, row, strict=True))
        numbers = [int(cells[month]) for month in head[-3:]]
        assert int(cells["Reporting_Period_Total"]) == sum(numbers) > 0
        totals[cells["Title"], cells.get("Access_Type"), cells["Metric_Type"]] = sum(numbers)
    by_json = {
        (item["Title"], one.get("Access_Type"), metric): sum(numbers.values())
        for item in as_json(report)["Report_Items"]
        for one in item["Attribute_Performance"]
        for metric, numbers in one["Performance"].items()
    }
    assert totals == by_json


def test_numbers_equal_those_of_a_slow_recount(titles: list[Title]) -> None:
    items = {item["Title"]: item for item in as_json("TR")["Report_Items"]}
    assert set(items) == {"Judul A", "Judul B", "Judul D"}
    one = items["Judul A"]["Attribute_Performance"][0]
    within = [number for number, day in enumerate(DAYS, start=1) if day.month in (8, 9, 10)]
    total = one["Performance"][Metric.TOTAL_REQUESTS]
    assert total == {"2026-08": 50, "2026-10": 40}
    assert sum(total.values()) == 10 * sum(within)
    assert one["Performance"][Metric.UNIQUE_TITLE_REQUESTS] == {"2026-08": 5, "2026-10": 4}
    assert one["Performance"][Metric.LIMIT_EXCEEDED] == {"2026-08": 500, "2026-10": 400}
    assert (one["YOP"], one["Access_Type"], one["Access_Method"]) == (
        "2019",
        "Controlled",
        "Regular",
    )
    assert items["Judul A"]["Item_ID"]["ISBN"] == "978-602-00-0000-0"
    assert items["Judul B"]["Attribute_Performance"][0]["YOP"] == "0001"


def test_open_access_is_reported_apart(titles: list[Title]) -> None:
    def open_parts(report: str) -> list[dict[str, Any]]:
        performances = [one for item in as_json(report)["Report_Items"]
                 for one in item["Attribute_Performance"]]  # fmt: skip
        return [one for one in performances if one.get("Access_Type") == "Open"]

    counted = {"Total_Item_Requests": 3, "Unique_Item_Requests": 2, "Unique_Title_Requests": 2,
               "Total_Item_Investigations": 7, "Unique_Item_Investigations": 5,
               "Unique_Title_Investigations": 5}  # fmt: skip
    for report in ("TR", "TR_B3"):
        [one] = open_parts(report)
        assert one["Performance"] == {
            metric: {"2026-08": number} for metric, number in counted.items()
        }
    assert not open_parts("TR_B1")
    assert not open_parts("TR_B2")
    assert [row[-4] for row in as_rows("TR_B3") if "Open" in row] == list("735252")


def test_each_view_has_its_own_metrics_only(titles: list[Title]) -> None:
    assert [item["Title"] for item in as_json("TR_B1")["Report_Items"]] == ["Judul A"]
    denied = {item["Title"] for item in as_json("TR_B2")["Report_Items"]}
    assert denied == {"Judul A", "Judul B"}
    metrics = {
        metric
        for item in as_json("TR_B3")["Report_Items"]
        for one in item["Attribute_Performance"]
        for metric in one["Performance"]
    }
    assert metrics == {metric.value for metric in rules.USE}


def test_investigation_is_a_view_or_a_request(titles: list[Title]) -> None:
    performances = {
        item["Title"]: item["Attribute_Performance"] for item in as_json("TR")["Report_Items"]
    }
    read, views = (
        performances["Judul A"][0]["Performance"],
        performances["Judul D"][0]["Performance"],
    )
    assert read[Metric.TOTAL_INVESTIGATIONS] == {"2026-08": 50, "2026-10": 52}
    assert read[Metric.UNIQUE_ITEM_INVESTIGATIONS] == {"2026-08": 5, "2026-10": 6}
    assert views == {
        Metric.TOTAL_INVESTIGATIONS: {"2026-10": 2},
        Metric.UNIQUE_ITEM_INVESTIGATIONS: {"2026-10": 1},
        Metric.UNIQUE_TITLE_INVESTIGATIONS: {"2026-10": 1},
    }


@pytest.mark.parametrize("report", ["TR", "TR_B3"])
def test_there_are_never_fewer_investigations_than_requests(
    titles: list[Title], report: str
) -> None:
    used(titles[0], date(2026, 9, 1), opened=9, opened_anew=8, looked=1, seen_anew=8)
    used(titles[0], date(2026, 9, 2), opened=9, opened_anew=8)  # before page views were counted
    parts = [one for item in as_json(report)["Report_Items"] for one in item[PERFORMANCE]]
    for part in parts:
        for metric, numbers in part["Performance"].items():
            for month, number in numbers.items():
                wider = metric.replace("Requests", "Investigations")
                assert part["Performance"][wider][month] >= number
    assert parts


def test_empty_report_is_marked() -> None:
    report_data = as_json("TR_B1")
    assert report_data["Report_Items"] == []
    assert report_data["Report_Header"]["Exceptions"][0]["Code"] == 3030
    rows = as_rows("TR_B1")
    assert dict(row for row in rows[:13])["Exceptions"].startswith("3030: ")
    assert len(rows) == 15


def test_no_title_is_a_formula_in_a_spreadsheet() -> None:
    used(catalogue.title('=HYPERLINK("http://x")'), DAYS[1], opened=1, opened_anew=1)
    assert as_rows("TR_B1")[15][0].startswith("'=")
    assert as_json("TR_B1")["Report_Items"][0]["Title"].startswith("=")


@pytest.mark.whole
def test_many_titles_cost_one_query_and_are_streamed(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "BATCH", 10)
    for number in range(35):
        used(catalogue.title(f"Buku {number}"), DAYS[1], opened=1, opened_anew=1)
    with django_assert_num_queries(3):  # one query inside a transaction
        pieces = list(selectors.items(VIEWS["TR"], MONTHS))
    assert len(pieces) == 35
    stream: Iterator[str] = report_writers.as_json(
        selectors.header(VIEWS["TR"], MONTHS), selectors.items(VIEWS["TR"], MONTHS)
    )
    assert len(list(islice(stream, 5))) == 5


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 1), date(2026, 11, 1)),  # not over
        (date(2026, 10, 1), date(2026, 9, 1)),
        (date(2023, 1, 1), date(2026, 10, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_running_reversed_and_too_many_months_are_refused(first: date, last: date) -> None:
    with pytest.raises(MonthsRefused):
        rules.months(first, last, today=date(2026, 11, 26))


def test_months_to_report_are_those_over_since_the_first_count() -> None:
    reports_due = rules.over_since(date(2026, 8, 9), today=date(2026, 11, 26))
    assert reports_due == [date(2026, 10, 1), date(2026, 9, 1), date(2026, 8, 1)]
    assert rules.over_since(date(2026, 11, 9), today=date(2026, 11, 26)) == [date(2026, 10, 1)]
    used(catalogue.title(), date(2020, 12, 31), opened=1)
    assert selectors.months_to_report()[-1] == date(2020, 12, 1)


def test_times_in_the_header_are_utc() -> None:
    report_header = replace(
        selectors.header(VIEWS["TR"], MONTHS),
        created=datetime(2026, 11, 26, 8, 30, tzinfo=library().tz),
    )
    report_data = json.loads("".join(report_writers.as_json(report_header, [])))
    assert report_data["Report_Header"]["Created"] == "2026-11-26T00:30:00Z"
    assert report_header.created.astimezone(UTC).hour == 0
