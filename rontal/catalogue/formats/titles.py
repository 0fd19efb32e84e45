"""Title fields in which catalogue cards put the subtitle and the makers as well."""

from rontal.catalogue.formats import names
from rontal.catalogue.formats.draft import Draft
from rontal.catalogue.rules import fold


def makers_apart(draft: Draft) -> None:
    """Moves the makers in "Belajar : cepat / Sari Dewi" from the title to the statement."""
    title, slash, said = draft.title.partition(" / ")
    if slash and _are_makers(said, draft):
        draft.title, draft.statement = title, draft.statement or said


def subtitle_apart(draft: Draft) -> None:
    """Splits "Belajar : cepat" into title and subtitle."""
    draft.title, _colon, rest = draft.title.partition(" : ")
    draft.subtitle = draft.subtitle or rest


def _are_makers(said: str, draft: Draft) -> bool:
    """Returns True where the text after a slash names the makers; in "GNU / Linux" it does not."""
    if names.opens_with_role(said):
        return True
    told = " ".join([draft.statement, *(one.name for one in draft.credits)])
    if not told.strip():
        return " " in said
    return bool({word for word in fold(told).split() if len(word) > 2} & set(fold(said).split()))
