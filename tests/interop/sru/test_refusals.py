"""Diagnostics for unsupported and hostile queries."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rontal.interop.sru import cql
from rontal.interop.sru.diagnostics import SruError
from tests.support.interop.sru.client import checked_search, fault, total
from tests.support.interop.titles import title

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("dc.title =", 10), ("pelangi and", 10), ("= pelangi", 10), ("/", 10), ("a b", 10),
        ("pelangi sortby dc.title", 80), ("(pelangi", 13), ("pelangi)", 13), ("()", 10),
        ("(" * 100 + "a" + ")" * 100, 13), ('"pelangi', 14), ('dc.title = "a', 14),
        ("foo.title = a", 15), ("dc.nonsense = a", 16), ("nonsense = a", 16),
        ("cql.resultSetId = a", 16), ("dc.title encloses a", 22), ("dc.title < a", 22),
        ("dc.language > id", 22), ("dc.title =/stem a", 20), ("a and/rel.combine b", 46),
        ("a prox b", 39), ('dc.title = ""', 27), ('""', 27), ('"!!!"', 27), ("dc.title = *", 27),
        ("dc.title = p?langi", 28), ("dc.title = pel*ngi", 49), ("dc.title = *langi", 49),
        ("dc.title = ^pelangi", 31), ("dc.date = abc", 36), ("dc.date = 19", 36),
        ('dc.date within "1 2 3"', 36), ("dc.date within 1999", 36), ("dc.format = mp3", 36),
        ("rec.id = abc", 36), (">dc=info:x title = a", 48), ("dc.date encloses 1999", 19),
        (" and ".join(["a"] * 40), 38), ("a" * 3000, 12), ("   ", 10),
    ],
)  # fmt: skip
def test_each_invalid_query_has_its_diagnostic(query, number):
    root = checked_search(query)
    assert (fault(root), total(root)) == (number, 0)


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ({"version": "2.0"}, 5), ({"maximumRecords": -1}, 6), ({"startRecord": 0}, 6),
        ({"startRecord": "x"}, 6), ({"startRecord": "9" * 30}, 6), ({"recordSchema": "mods"}, 66),
        ({"recordPacking": "zip"}, 71), ({"recordXPath": "/a"}, 72), ({"sortKeys": "title"}, 80),
        ({"stylesheet": "http://x"}, 110), ({"nonsense": "1"}, 8),
    ],
)  # fmt: skip
def test_each_invalid_argument_has_its_diagnostic(arguments, number):
    assert fault(checked_search("pelangi", **arguments)) == number


def test_missing_and_unknown_arguments_have_diagnostics():
    assert fault(checked_search()) == 7
    assert fault(checked_search("a", operation="scan", scanClause="title=a")) == 4
    from django.test import Client

    from tests.support.interop.sru.client import checked

    root = checked(Client().get("/sru?operation=searchRetrieve&query=a").content)
    assert fault(root) == 7
    assert fault(checked_search("a", **{"x-own": "1"})) is None


def test_percent_signs_and_backslashes_are_plain_characters():
    title("Seratus % laskar_pelangi")
    assert total(checked_search('dc.title = "100%"')) == 0
    assert total(checked_search(r'dc.title = "laskar\_pelangi"')) == 1
    assert (
        total(checked_search('dc.publisher = "%" or dc.title = seratus'.replace('"%"', "x"))) == 1
    )


WORDS = st.sampled_from(
    ["and", "or", "not", "prox", "(", ")", "=", "<", "<>", "==", "/", '"', '"a b"', "dc.title",
     "dc.date", "1999", "any", "all", "within", "pel*", "*", "^", "\\", "rec.id", "\x00",
     ">", "sortby"]
)  # fmt: skip
QUERIES = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(QUERIES)
def test_query_parser_answers_or_refuses(text):
    try:
        tree = cql.parse(text)
    except SruError:
        return
    assert isinstance(tree, cql.Clause | cql.BooleanQuery)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(QUERIES)
def test_any_request_gets_a_response_of_the_protocol(text):
    checked_search(text.encode("utf-8", "replace").decode())
