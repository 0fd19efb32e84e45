"""Codes of the regions printed on a card, each searched within the one above it."""

from collections.abc import Mapping

from rontal.verification.reading.model import Field
from rontal.verification.reading.parse import places
from rontal.verification.reading.parse.glyphs import capitals
from rontal.verification.reading.parse.places import CITY_OPENINGS, FoundPlace
from rontal.verification.reading.parse.values import Draft


def with_codes(drafts: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """Returns the drafts with region codes as `typed`, and corrects similar names."""
    found = dict(drafts)
    upper = ""
    if Field.PROVINCE in found:
        province = places.province(bare_text(found[Field.PROVINCE]))
        found[Field.PROVINCE] = coded(found[Field.PROVINCE], province)
        upper = found[Field.PROVINCE].typed
    if Field.REGENCY in found:
        draft = found[Field.REGENCY]
        city = _is_city(draft)
        regency = places.regency(bare_text(draft), upper, city=city)
        found[Field.REGENCY] = coded(draft, regency)
        upper = found[Field.REGENCY].typed or upper
    elif Field.ISSUED_AT in found:
        issued = places.regency(bare_text(found[Field.ISSUED_AT]))
        upper = issued.code if issued else ""
    if Field.DISTRICT in found:
        district = places.district(bare_text(found[Field.DISTRICT]), upper) if upper else None
        found[Field.DISTRICT] = coded(found[Field.DISTRICT], district)
    return found


def _is_city(draft: Draft) -> bool | None:
    """Returns True for "KOTA" before the name, False for "KABUPATEN", None for neither."""
    if "city" in draft.support or draft.text.startswith(CITY_OPENINGS):
        return True
    return False if "county" in draft.support else None


def bare_text(draft: Draft) -> str:
    """Returns the draft's text in capitals without the kind of region."""
    return places.bare(draft.text)


def coded(draft: Draft, region: FoundPlace | None) -> Draft:
    """Returns the draft with a region's code as `typed`; empty without a region."""
    made = Draft(draft.passage, draft.read, draft.text, "", draft.certainty,
                 draft.support, draft.against)  # fmt: skip
    if region is None:
        return made.but("unlisted")
    text = draft.text
    bare = places.bare(text)
    if text.endswith(bare) and len(region.name) == len(bare):
        text = text[: len(text) - len(bare)] + capitals(region.name)
    support = draft.support | {"listed"} | ({"exact"} if region.exact else set())
    against = draft.against | ({"longer"} if region.longer else set())
    return Draft(draft.passage, draft.read, text, region.code, draft.certainty,
                 support, against)  # fmt: skip
