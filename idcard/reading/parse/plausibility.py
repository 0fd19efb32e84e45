"""Plausibility of a card's fields in relation to each other."""

from collections.abc import Mapping, Sequence

from idcard.reading.model import Field
from idcard.reading.parse import vocabulary
from idcard.reading.parse.labels import SPELLINGS
from idcard.reading.parse.values import Draft

CLOSED: Mapping[Field, Sequence[str]] = {
    Field.SEX: tuple(vocabulary.SEXES),
    Field.RELIGION: vocabulary.RELIGIONS,
    Field.MARITAL_STATUS: vocabulary.MARITAL_STATUSES,
    Field.CITIZENSHIP: vocabulary.CITIZENSHIPS,
    Field.VALID_UNTIL: (vocabulary.FOR_LIFE,),
}
"""Fields with a small set of values."""
OPEN = (Field.NAME, Field.STREET, Field.VILLAGE, Field.DISTRICT, Field.OCCUPATION,
        Field.BIRTH_PLACE, Field.GUARANTOR, Field.HEAD_OF_FAMILY)  # fmt: skip
ISSUE = (Field.ISSUED_AT, Field.ISSUED_ON)
LABELS = frozenset(label.upper() for labels in SPELLINGS.values() for label in labels)
"""Labels in capitals, which cannot be values."""


def plausible(drafts: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """Removes values that belong to another field; doubts all where rows seem to be shifted."""
    plausible_drafts = {
        name: draft for name, draft in drafts.items() if not _is_of_another(name, draft)
    }
    for name in CLOSED:
        if (
            name in plausible_drafts
            and "listed" not in plausible_drafts[name].support
            and not plausible_drafts[name].typed[:1].isdigit()
        ):
            plausible_drafts[name] = plausible_drafts[name].but("unlisted")
    odd = (
        len(drafts)
        - len(plausible_drafts)
        + sum("unlisted" in draft.against for draft in plausible_drafts.values())
    )
    if odd > 1:
        plausible_drafts = {name: draft.but("layout") for name, draft in plausible_drafts.items()}
    if Field.BIRTH_DATE not in plausible_drafts:
        doubted = {
            name: plausible_drafts[name].but("unlabelled")
            for name in ISSUE
            if name in plausible_drafts
        }
        plausible_drafts |= doubted
    return plausible_drafts


def _is_of_another(name: Field, draft: Draft) -> bool:
    """Returns True for "ISLAM" as a village, "PEREMPUAN" as a name, or a label as either."""
    if name not in (*OPEN, *CLOSED):
        return False
    if name in OPEN and draft.text.upper() in LABELS:
        return True
    return any(
        draft.text in words
        for other, words in CLOSED.items()
        if other is not name and not (other is Field.CITIZENSHIP and name in OPEN)
    )
