"""Title fields in which catalogue cards put the subtitle and the makers as well."""

from records.formats import names
from records.formats.draft import Draft
from records.text import fold


def split_makers(draft: Draft) -> None:
    """Moves the makers in "Belajar : cepat / Sari Dewi" from the title to the statement."""
    title, slash, statement = draft.title.partition(" / ")
    if slash and _are_makers(statement, draft):
        draft.title, draft.statement = title, draft.statement or statement


def split_subtitle(draft: Draft) -> None:
    """Splits "Belajar : cepat" into title and subtitle."""
    draft.title, _colon, rest = draft.title.partition(" : ")
    draft.subtitle = draft.subtitle or rest


def _are_makers(statement: str, draft: Draft) -> bool:
    """Returns True where the text after a slash names the makers; in "GNU / Linux" it does not."""
    if names.opens_with_role(statement):
        return True
    makers = " ".join([draft.statement, *(one.name for one in draft.credits)])
    if not makers.strip():
        return " " in statement
    return bool(
        {word for word in fold(makers).split() if len(word) > 2} & set(fold(statement).split())
    )
