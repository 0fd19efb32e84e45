"""Records as a catalogue holds them: made by hand, and drawn by hypothesis."""

from dataclasses import replace

from ftfy.badness import is_bad
from hypothesis import strategies as st

from rontal.catalogue.formats.names import natural
from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import ROLES, AgentKind, Audience, Scheme, plain
from rontal.catalogue.rules.identifiers import isbn13

NOVEL = Record(
    title="Bumi manusia",
    subtitle="sebuah roman",
    credits=(
        Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta", "aut", dates="1925-2006"),
        Credit("Max Lane", "Lane, Max", "trl"),
        Credit("Lentera", "Lentera", "pbl", AgentKind.BODY),
    ),
    subjects=("Fiksi Indonesia", "Indonesia -- Sejarah -- 1900"),
    classification="899.2213",
    series="Tetralogi Buru",
    series_number="1",
    publisher="Lentera Dipantara",
    place="Jakarta",
    year=2005,
    edition="Cet. 11",
    extent="535 hlm.",
    language="id",
    audience=Audience.ADULTS,
    age_from=15,
    description='Minke & Annelies <"1898">.',
    numbers=(
        Number(Scheme.ISBN, "9789799731234"),
        Number(Scheme.CONTROL, "perpusnas:INLIS1"),
        Number(Scheme.URI, "https://contoh.id/1"),
    ),
    rights="© 2005",
    accessibility={"accessMode": ("textual", "visual"), "accessibilityHazard": ("none",)},
)

# No bars, which part values in our tables, and no backslashes, by which tables of SLiMS are known.
_CHARS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="|¦\\"
)


def _clean(text: str) -> str:
    return plain("".join(char for char in text if char.isprintable())).strip()


def _many(text: str) -> str:
    return (f"{text} é " * 900)[:9_990].strip()


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Clean texts of at most so many characters, without traces of a wrong encoding."""
    drawn = st.text(_CHARS, min_size=least, max_size=min(most, 40)).map(_clean)
    return drawn.map(lambda text: text[:most].strip()).filter(
        lambda text: len(text) >= least and not is_bad(text)
    )


NUMBERS = st.one_of(
    st.integers(10**8, 10**9 - 1).map(
        lambda stem: Number(
            Scheme.ISBN, next(n for d in range(10) if (n := isbn13(f"978{stem}{d}")))
        )
    ),
    st.integers(0, 9999).map(lambda n: Number(Scheme.ISSN, f"{n:04}-123X")),
    st.integers(0, 99_999).map(lambda n: Number(Scheme.DOI, f"10.1234/x.{n}")),
    st.integers(0, 99_999).map(lambda n: Number(Scheme.URI, f"https://contoh.id/?a={n}&b=1")),
    st.integers(0, 99_999).map(lambda n: Number(Scheme.CONTROL, f"perpus{n % 7}:{n}")),
    texts(100, 1).map(lambda text: Number(Scheme.EPUB, text)),
    texts(100, 1).map(lambda text: Number(Scheme.OTHER, text)),
)


@st.composite
def credits(draw: st.DrawFn) -> Credit:
    """Somebody, whose printed name may be another than the heading tells."""
    kind = draw(st.sampled_from(AgentKind))
    sort_name = draw(texts(300, 1))
    if draw(st.booleans()):
        sort_name = f"{sort_name}, {draw(texts(100, 1))}"
    told = natural(sort_name) if kind is AgentKind.PERSON else sort_name
    printed = texts(300, 1).filter(lambda text: not text.isdecimal())
    name = draw(st.one_of(st.just(told), printed))
    dates = draw(st.sampled_from(["", "1925-2006", "1950-", "-1999", "abad 9"]))
    return Credit(name, sort_name, draw(st.sampled_from(sorted(ROLES))), kind, dates)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any clean record."""
    first = draw(st.one_of(st.none(), st.integers(0, 20)))
    last = draw(st.one_of(st.none(), st.integers(20, 99)))
    series = draw(texts(300))
    features = st.lists(texts(80, 1), min_size=1, max_size=3, unique=True).map(tuple)
    return Record(
        title=draw(texts(500, 1)),
        subtitle=draw(texts(500)),
        credits=tuple(draw(st.lists(credits(), max_size=5, unique=True))),
        subjects=tuple(draw(st.lists(texts(200, 1), max_size=5, unique=True))),
        classification=draw(st.one_of(texts(40), st.sampled_from(["899.2213", "000", "510.7"]))),
        series=series,
        series_number=draw(texts(40)) if series else "",
        publisher=draw(texts(300)),
        place=draw(texts(200)),
        year=draw(st.one_of(st.none(), st.integers(1400, 2099))),
        edition=draw(texts(200)),
        extent=draw(texts(200)),
        language=draw(st.sampled_from(["und", "id", "en", "ban", "kaw", "jv-Java", "en-GB"])),
        audience=draw(st.sampled_from(Audience)),
        age_from=first,
        age_to=last,
        description=draw(st.one_of(texts(40), texts(40, 1).map(_many))),
        numbers=tuple(draw(st.lists(NUMBERS, max_size=6, unique=True))),
        rights=draw(texts(500)),
        accessibility=draw(
            st.dictionaries(
                st.sampled_from(["accessMode", "accessibilityFeature", "conformsTo"]), features
            )
        ),
    )


def alike(record: Record) -> Record:
    """The record with its numbers in one order: MARC has each kind in its own field."""
    numbers = tuple(sorted(record.numbers, key=lambda n: (n.scheme, n.value)))
    return replace(record, numbers=numbers)
