"""Tests of the extent of samples, which never exceeds the licence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rontal.reading.samples.cutting import MAX_BYTES, MAX_DOCUMENTS, cut, shares

X = "{http://www.w3.org/1999/xhtml}"


def item(path: str, size: int, *, linear: bool = True) -> dict[str, object]:
    return {"path": path, "size": size, "linear": linear}


def page(body: str, head: str = "") -> bytes:
    return (
        '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f'<head><meta name="rontal" content="page"/>{head}</head><body>{body}</body></html>'
    ).encode()


def words_of(content: bytes | None) -> str:
    assert content is not None
    body = etree.fromstring(content).find(f"{X}body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def character_count(text: str) -> int:
    return sum(map(len, text.removesuffix("…").split()))


def test_documents_are_shown_in_order_and_the_last_in_part() -> None:
    spine = [item("a", 10), item("b", 30), item("c", 60)]
    assert [(one["path"], share) for one, share in shares(spine, 25)] == [("a", 1.0), ("b", 0.5)]
    assert [(one["path"], share) for one, share in shares(spine, 40)] == [("a", 1.0), ("b", 1.0)]
    assert [(one["path"], share) for one, share in shares(spine, 5)] == [("a", 0.5)]
    assert list(shares(spine, 0)) == []


def test_less_is_shown_of_a_giant_book() -> None:
    many = [item(f"{n}", 10) for n in range(100_000)]
    assert len(list(shares(many, 50))) == MAX_DOCUMENTS
    [(one, share)] = shares([item("a", 200_000_000), item("b", 1)], 50)
    assert one["path"] == "a"
    assert share == MAX_BYTES / 200_000_000


def test_documents_outside_the_reading_order_do_not_count() -> None:
    spine = [item("a", 10), item("notes", 1000, linear=False), item("b", 90)]
    assert [one["path"] for one, _share in shares(spine, 50)] == ["a", "b"]


def test_document_is_cut_between_two_words() -> None:
    body = (
        '<h1>Bab satu</h1><div><p>satu <b>dua</b> tiga</p><p>empat<img src="x.png"/></p></div>'
        "<p>lima</p>"
    )
    content = cut(page(body), 0.62)
    assert words_of(content) == "Bab satusatu dua …"
    assert b"lima" not in (content or b"")
    assert b"x.png" not in (content or b"")
    assert b'content="page"' in (content or b""), "the reader knows it by this"


@pytest.mark.parametrize(
    ("body", "share", "shown"),
    [
        ("<p>satu dua tiga empat</p>", 0.5, "satu dua…"),
        ("<p>satu <i>dua</i> tiga empat</p>", 0.5, "satu dua …"),
        ("<p>satu <i>dua tiga</i> empat</p>", 0.5, "satu dua…"),
        ("<p>satu</p>dua<p>tiga</p>empat", 0.5, "satudua…"),
        ("<p>satu dua-dua-dua</p>", 0.6, "satu…"),
        ("<p>" + "漢" * 50 + "</p>", 0.5, "漢" * 25 + "…"),
        ("<p>" + "ᬓᬸ" * 25 + "</p>", 0.5, "ᬓᬸ" * 12 + "…"),
        ("<style>p { color: red }</style><p>satu dua</p>", 0.6, "satu…"),
    ],
)
def test_ends(body: str, share: float, shown: str) -> None:
    content = cut(page(body), share)
    text = words_of(content).removeprefix("p { color: red }")
    assert text.replace(" …", "…") == shown.replace(" …", "…")


def test_sample_of_too_little_text_or_of_a_fixed_layout_is_empty() -> None:
    assert cut(page("<p>satu</p>"), 0.1) is None
    assert cut(page('<img src="x.png"/>'), 0.9) is None
    fixed = '<meta name="viewport" content="width=600,height=800"/>'
    assert cut(page("<p>satu dua tiga</p>", fixed), 0.9) is None
    assert cut(b"<html/>", 0.9) is None


INLINE = st.recursive(
    st.text("abc dé ᬓᬸ漢", max_size=30),
    lambda inner: st.tuples(st.sampled_from(["p", "b", "div"]), st.lists(inner, max_size=4)).map(
        lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0]}>"
    ),
    max_leaves=20,
)


@given(body=st.lists(INLINE, min_size=1, max_size=6).map("".join), share=st.floats(0, 0.999))
def test_sample_never_exceeds_its_share_and_starts_at_the_beginning(
    body: str, share: float
) -> None:
    whole = words_of(page(body))
    content = cut(page(body), share)
    if content is None:
        assert character_count(whole) * share < 1
        return
    shown = words_of(content)
    assert shown.endswith("…")
    assert character_count(shown) <= character_count(whole) * share
    assert "".join(whole.split()).startswith("".join(shown.removesuffix("…").split()))
