"""Property tests of parsing arbitrary lines."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idcard.geometry import Quad
from idcard.reading.lines import TextLine
from idcard.reading.model import CardReading, Value
from idcard.reading.parse import parse, typed_values
from idcard.reading.parse.glyphs import capitals, distance, normalized, repairs, uncorrected
from idcard.reading.parse.labels import SPELLINGS
from idcard.recognised_text import RecognisedText
from tests.support.idcard.reading.pages import KTP, MadePage

LABELS = [label for labels in SPELLINGS.values() for label in labels]
PIECES = [text for row in KTP for text in row]
shares = st.floats(-0.2, 1.2, allow_nan=False)
texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(PIECES),
    st.sampled_from(LABELS),
    st.builds("{} : {}".format, st.sampled_from(LABELS), st.text(max_size=20)),
    st.text("0123456789OIlSB -/.,:", max_size=24),
)


@st.composite
def lines(draw):
    text = draw(texts)
    known = draw(st.booleans())
    certainties = tuple(draw(st.floats(0, 1)) for _ in text) if known else ()
    middles = tuple((place + 0.5) / len(text) for place in range(len(text))) if known else ()
    left, top = draw(shares), draw(shares)
    right, bottom = left + draw(st.floats(0, 0.5)), top + draw(st.floats(0, 0.1))
    place = Quad.of([(draw(shares), draw(shares)) for _ in range(4)])
    read = RecognisedText(text, draw(st.floats(0, 1)), certainties, middles)
    return TextLine(read, left, top, right, bottom, place)


def pages():
    rereadings = st.dictionaries(st.sampled_from(PIECES), st.lists(texts, max_size=2), max_size=4)
    return st.builds(MadePage, st.lists(lines(), max_size=25), rereadings)


def every_value(parsed) -> list[Value]:
    return [value for values in (parsed.values, *parsed.people) for value in values.values()]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_parsing_never_fails_and_every_value_is_whole(page):
    parsed = parse(page)
    for value in every_value(parsed):
        assert value.text == " ".join(value.text.split())
        assert value.text == capitals(value.text)
        assert 0 <= value.confidence <= 1
        assert Value.from_json(value.to_json()) == Value.from_json(value.to_json())
        for repair in value.repairs:
            assert value.text[repair.place :].startswith(repair.meant)
            assert repair.read != repair.meant
    reading = CardReading(kind=parsed.kind, values=parsed.values, people=parsed.people)
    for person in (None, 0, 7):
        typed_values(reading, person)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_without_repairs_a_value_equals_some_reading(page):
    """Checks that a value without its corrections consists of characters that were read."""
    texts_seen = [line.text for line in page.lines]
    texts_seen += [text for rereading in page.rereadings.values() for text in rereading]
    ink = "".join(capitals(normalized(text)).replace(" ", "") for text in texts_seen)
    for value in every_value(parse(page)):
        read = capitals(uncorrected(value.text, value.repairs)).replace(" ", "")
        assert all(char in ink for char in read)


@given(st.text(max_size=30), st.text(max_size=30))
def test_repairs_can_be_undone(read, meant):
    meant = capitals(meant)
    assert capitals(uncorrected(meant, repairs(read, meant))) == capitals(read)


@given(st.text(max_size=20), st.text(max_size=20))
def test_distance_is_levenshteins(one, other):
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        before, row[0] = row[0], at
        for place, sign in enumerate(other, start=1):
            cost = min(row[place] + 1, row[place - 1] + 1, before + (char != sign))
            before, row[place] = row[place], cost
    assert distance(one, other) == row[-1]


@given(st.text(max_size=30))
def test_plain_text_keeps_its_length(text):
    assert len(normalized(text)) == len(text)
