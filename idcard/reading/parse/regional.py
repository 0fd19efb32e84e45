"""Codes of the regions printed on a card, each searched within the one above it."""

from collections.abc import Mapping

from idcard.reading.model import Field
from idcard.reading.parse import places
from idcard.reading.parse.glyphs import capitals
from idcard.reading.parse.places import CITY_OPENINGS, RegionMatch
from idcard.reading.parse.values import Draft


def with_codes(drafts: Mapping[Field, Draft]) -> dict[Field, Draft]:
    """Returns the drafts with region codes as `typed`, and corrects similar names."""
    drafts_with_codes = dict(drafts)
    upper = ""
    if Field.PROVINCE in drafts_with_codes:
        province = places.province(region_name(drafts_with_codes[Field.PROVINCE]))
        drafts_with_codes[Field.PROVINCE] = coded(drafts_with_codes[Field.PROVINCE], province)
        upper = drafts_with_codes[Field.PROVINCE].typed
    if Field.REGENCY in drafts_with_codes:
        draft = drafts_with_codes[Field.REGENCY]
        city = _is_city(draft)
        regency = places.regency(region_name(draft), upper, city=city)
        drafts_with_codes[Field.REGENCY] = coded(draft, regency)
        upper = drafts_with_codes[Field.REGENCY].typed or upper
    elif Field.ISSUED_AT in drafts_with_codes:
        issued = places.regency(region_name(drafts_with_codes[Field.ISSUED_AT]))
        upper = issued.code if issued else ""
    if Field.DISTRICT in drafts_with_codes:
        district = (
            places.district(region_name(drafts_with_codes[Field.DISTRICT]), upper)
            if upper
            else None
        )
        drafts_with_codes[Field.DISTRICT] = coded(drafts_with_codes[Field.DISTRICT], district)
    return drafts_with_codes


def _is_city(draft: Draft) -> bool | None:
    """Returns True for "KOTA" before the name, False for "KABUPATEN", None for neither."""
    if "city" in draft.support or draft.text.startswith(CITY_OPENINGS):
        return True
    return False if "county" in draft.support else None


def region_name(draft: Draft) -> str:
    """Returns the draft's text in capitals without the kind of region."""
    return places.without_kind(draft.text)


def coded(draft: Draft, region: RegionMatch | None) -> Draft:
    """Returns the draft with a region's code as `typed`; empty without a region."""
    result = Draft(draft.passage, draft.read, draft.text, "", draft.certainty,
                 draft.support, draft.against)  # fmt: skip
    if region is None:
        return result.but("unlisted")
    text = draft.text
    name = places.without_kind(text)
    if text.endswith(name) and len(region.name) == len(name):
        text = text[: len(text) - len(name)] + capitals(region.name)
    support = draft.support | {"listed"} | ({"exact"} if region.exact else set())
    against = draft.against | ({"longer"} if region.longer else set())
    return Draft(draft.passage, draft.read, text, region.code, draft.certainty,
                 support, against)  # fmt: skip
