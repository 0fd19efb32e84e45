"""All codes of findings with their possible levels, and all hints. Without Django.

Staff desk, texts, the guide for clerks and the tests use this list.
"""

from collections.abc import Mapping

from idcard.faces.model import FaceSign
from idcard.reading.model import Sign
from rontal.verification.rules import Level, Outcome

_PASS, _WARN, _FAIL, _UNABLE = (
    frozenset({level}) for level in (Level.PASS, Level.WARN, Level.FAIL, Level.UNABLE)
)
FAULTS = ("too_small", "dark", "glare", "blurred")
"""Faults of a photo found by `quality.faults`."""

COMPARISONS = frozenset(
    {"faces_match", "faces_unsure", "faces_differ", "faces_not_on_card", "faces_not_in_photo"}
)
"""Codes of face comparisons, deleted when consent to comparing is withdrawn."""

_NUMBER: Mapping[str, frozenset[Level]] = {
    "nik_sound": _PASS,
    "nik_not_on_document": _PASS,
    "nik_malformed": _FAIL,
    "nik_region_fits": _PASS,
    "nik_region_differs": _WARN,
    "nik_region_unknown": _WARN,
    "nik_person_fits": _PASS,
    "nik_birth_differs": _WARN,
    "nik_sex_differs": _WARN,
}
_PERSON: Mapping[str, frozenset[Level]] = {
    "document_fits_age": _PASS,
    "document_early": _WARN,
    "document_too_young": _FAIL,
    "birth_in_future": _FAIL,
    "age_unknown": _UNABLE,
    "guardian_named": _PASS,
    "guardian_absent": _FAIL,
    "identity_new": _PASS,
    "identity_vouched": _PASS,
    "identity_is_member": _FAIL,
    "identity_elsewhere": _WARN | _FAIL,
}
_PHOTOS: Mapping[str, frozenset[Level]] = {
    "photos_new": _PASS,
    "photo_elsewhere": _FAIL,
    "photo_used_twice": _FAIL,
    "photo_without_detail": _WARN,
    "card_clear": _PASS,
    "face_clear": _PASS,
    "card_missing": _FAIL,
    "face_missing": _FAIL,
    "face_not_needed": _PASS,
    "card_seen_by_staff": _PASS,
    "face_seen_by_staff": _PASS,
    "card_left_out": _PASS,
    "face_left_out": _PASS,
    **{f"{slot}_{fault}": _FAIL for slot in ("card", "face") for fault in FAULTS},
}
_CARD: Mapping[str, frozenset[Level]] = {
    "card_found": _PASS,
    "card_none": _FAIL,
    "card_wordless": _FAIL,
    "card_several": _FAIL,
    "card_cut_off": _WARN | _FAIL,
    "card_back": _FAIL,
    "card_foreign": _FAIL,
    "card_only_text": _FAIL,
    "card_grey": _WARN,
    "card_screen": _WARN,
    "kind_fits": _PASS,
    "kind_differs": _FAIL,
    "kind_unknown": _WARN,
    "person_absent": _WARN | _FAIL,
    "person_differs": _FAIL,
}
_FIELDS: Mapping[str, frozenset[Level]] = {
    "number_same": _PASS,
    "number_one_off": _FAIL,
    "number_differs": _FAIL,
    "number_of_another_kind": _WARN,
    "number_unsure": _WARN,
    "number_unread": _WARN,
    "name_same": _PASS,
    "name_alike": _PASS,
    "name_differs": _FAIL,
    "name_unsure": _WARN,
    "name_unread": _WARN,
    "birth_date_same": _PASS,
    "birth_date_differs": _FAIL,
    "birth_date_unsure": _WARN,
    "birth_date_unread": _WARN,
    "birth_place_same": _PASS,
    "birth_place_alike": _PASS,
    "birth_place_differs": _WARN,
    "birth_place_unsure": _WARN,
    "sex_same": _PASS,
    "sex_differs": _FAIL,
    "sex_unsure": _WARN,
    "sex_unread": _WARN,
    "region_same": _PASS,
    "region_differs": _WARN,
    "region_unsure": _WARN,
    "region_unread": _WARN,
    "village_same": _PASS,
    "village_alike": _PASS,
    "village_differs": _WARN,
    "village_unsure": _WARN,
    "validity_for_life": _PASS,
    "validity_running": _PASS,
    "validity_over": _FAIL,
    "validity_unsure": _WARN,
    "validity_unread": _WARN,
}
_FACES: Mapping[str, frozenset[Level]] = {
    "face_found": _PASS,
    "face_none": _FAIL,
    "face_several": _FAIL,
    "face_small": _WARN | _FAIL,
    "face_turned": _WARN | _FAIL,
    "face_printed": _WARN,
    "face_screen": _WARN,
    "faces_match": _PASS,
    "faces_unsure": _WARN,
    "faces_differ": _FAIL,
    "faces_not_on_card": _WARN,
    "faces_not_in_photo": _WARN,
    "faces_no_portrait": _WARN,
    "face_not_compared": _WARN,
}
_SYSTEM: Mapping[str, frozenset[Level]] = {
    "check_unable": _UNABLE,
    "examination_failed": _UNABLE,
}
FINDINGS: Mapping[str, frozenset[Level]] = {
    **_CARD, **_FIELDS, **_FACES, **_PHOTOS, **_NUMBER, **_PERSON, **_SYSTEM,
}  # fmt: skip
HINTS: tuple[str, ...] = (
    *(f"card_{sign.value}" for sign in Sign if sign is not Sign.TURNED),
    *(f"card_{fault}" for fault in FAULTS),
    *(f"face_{sign.value}" for sign in FaceSign),
    *(f"face_{fault}" for fault in FAULTS),
)
"""Hints about a photo shown to an applicant before sending (`PhotoReading.hints`)."""
FINDING_ORDER = (
    "person_differs",
    "identity_is_member",
    "identity_elsewhere",
    "photo_elsewhere",
    "photo_used_twice",
    "faces_differ",
    "examination_failed",
    "check_unable",
)
"""Codes of findings that are listed first among findings of the same level."""
FIELD_OF_FINDING: Mapping[str, str] = {
    "nik_malformed": "number",
    "nik_region_differs": "regency",
    "nik_region_unknown": "number",
    "nik_birth_differs": "birth_date",
    "nik_sex_differs": "sex",
    "birth_in_future": "birth_date",
    "document_early": "document",
    "document_too_young": "document",
    "guardian_absent": "guardian",
    "identity_is_member": "number",
    "identity_elsewhere": "number",
    "kind_differs": "document",
    "kind_unknown": "document",
    "number_one_off": "number",
    "number_differs": "number",
    "number_of_another_kind": "number",
    "number_unsure": "number",
    "number_unread": "number",
    "name_differs": "name",
    "name_unsure": "name",
    "name_unread": "name",
    "birth_date_differs": "birth_date",
    "birth_date_unsure": "birth_date",
    "birth_date_unread": "birth_date",
    "birth_place_differs": "birth_place",
    "birth_place_unsure": "birth_place",
    "sex_differs": "sex",
    "sex_unsure": "sex",
    "sex_unread": "sex",
    "village_differs": "village",
    "village_unsure": "village",
    "validity_over": "valid_until",
    "validity_unsure": "valid_until",
    "validity_unread": "valid_until",
}
"""The field of the form that a finding is about."""


def field_of(outcome: Outcome) -> str:
    """Returns the field of the form that a finding is about, or "".

    For a finding about a region, its evidence names the level (province, regency or district).
    """
    if outcome.code in ("region_differs", "region_unsure", "region_unread"):
        return str(outcome.evidence.get("level", "regency"))
    return FIELD_OF_FINDING.get(outcome.code, "")
