"""Tests of the checks of card values against the form."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard.agreement import edits
from idcard.kinds import IdentityKind as Kind
from idcard.reading.model import CardReading, Field, Sign, Value
from rontal.verification.checks import reading
from rontal.verification.codes import FINDINGS
from rontal.verification.rules import Level
from tests.support.verification.builders import (
    PERSON,
    PLACE,
    TODAY,
    TYPED,
    WOMAN,
    card,
    family,
    form,
    row,
    subject,
    value,
)

PASS, WARN, FAIL = Level.PASS, Level.WARN, Level.FAIL
FORMS = st.fixed_dictionaries(
    {
        "identity_kind": st.sampled_from([kind.value for kind in Kind]),
        "number": st.text("0123456789", min_size=8, max_size=16),
        "name": st.sampled_from(["Ni Wayan Sari", "Sri", "I Gst. Ngurah Adi", "M. Ali, S.Pd."]),
        "birth_place": st.sampled_from(["Tabanan", "Denpasar"]),
        "birth_date": st.dates().map(str),
        "sex": st.sampled_from(["male", "female"]),
        "village": st.sampled_from(["Dajan Peken", "Bajera"]),
        "district": st.sampled_from(["510205", "510201"]),
        "regency": st.sampled_from(["5102", "5171"]),
        "province": st.sampled_from(["51", "35"]),
    }
)
VALUES = st.dictionaries(
    st.sampled_from([*PERSON, *reading.ADDRESS, Field.CITIZENSHIP, Field.VALID_UNTIL]),
    st.builds(
        Value,
        text=st.sampled_from(["", "SARI DEWI", WOMAN, "SEUMUR HIDUP", "WNI", "17-05-1990", "?"]),
        typed=st.sampled_from(["", "SARI DEWI", WOMAN, "510205", "5102", "female", "1990-05-17"]),
        confidence=st.floats(0, 1),
        sure=st.booleans(),
        place=st.just(PLACE),
    ),
)
READINGS = st.builds(
    CardReading,
    kind=st.sampled_from([None, *Kind]),
    values=VALUES,
    people=st.lists(VALUES, max_size=3).map(tuple),
    signs=st.frozensets(st.sampled_from(list(Sign)), max_size=2),
)
WORDS = {"sure", "unsure", *(kind.value for kind in Kind), *(name.value for name in Field)}


def finding_levels(read: CardReading, **typed: str) -> dict[str, Level]:
    outcomes = list(reading.findings(read, form(**typed), TODAY))
    return {outcome.code: outcome.level for outcome in outcomes}


def evidence(code: str, read: CardReading, **typed: str):
    outcomes = reading.findings(read, form(**typed), TODAY)
    return next(dict(outcome.evidence) for outcome in outcomes if outcome.code == code)


def test_matching_card_passes_every_check():
    assert finding_levels(card()) == {
        "card_found": PASS,
        "kind_fits": PASS,
        "number_same": PASS,
        "name_same": PASS,
        "birth_date_same": PASS,
        "birth_place_same": PASS,
        "sex_same": PASS,
        "village_same": PASS,
        "region_same": PASS,
        "validity_for_life": PASS,
    }


def test_check_requests_the_reading_and_finds_nothing_without_a_photo():
    assert list(reading.card(subject())) == []
    assert "number_same" in {outcome.code for outcome in reading.card(subject(card=card()))}


@pytest.mark.parametrize("sign", reading.UNREADABLE)
def test_picture_without_a_card_fails_and_nothing_is_compared(sign):
    assert finding_levels(card(Kind.KTP, sign, name="SOMEBODY ELSE")) == {
        f"card_{sign.value}": FAIL
    }


@pytest.mark.parametrize("sign", reading.SUSPECTED)
def test_copies_and_screens_are_suspected_and_the_card_is_still_compared(sign):
    outcomes = finding_levels(card(Kind.KTP, sign))
    assert outcomes[f"card_{sign.value}"] is WARN
    assert outcomes["number_same"] is PASS


def test_a_turned_card_is_no_finding():
    assert finding_levels(card(Kind.KTP, Sign.TURNED)) == finding_levels(card())


def test_cut_off_card_fails_only_if_its_number_is_missing():
    assert finding_levels(card(Kind.KTP, Sign.CUT_OFF))["card_cut_off"] is WARN
    assert (
        finding_levels(card(Kind.KTP, Sign.CUT_OFF, unsure=(Field.NUMBER,)))["card_cut_off"] is FAIL
    )
    assert (
        finding_levels(card(Kind.KTP, Sign.CUT_OFF, without=(Field.NUMBER,)))["card_cut_off"]
        is FAIL
    )


def test_another_kind_of_card_fails_and_no_unprinted_value_is_expected():
    outcomes = finding_levels(card(Kind.STUDENT_CARD, without=(Field.VALID_UNTIL, Field.DISTRICT)))
    assert outcomes["kind_differs"] is FAIL
    assert outcomes["number_same"] is PASS
    assert not any(code.endswith("_unread") for code in outcomes)
    assert evidence("kind_differs", card(Kind.KIA)) == {"kind": "kia"}


def test_unrecognised_kind_warns():
    assert finding_levels(card(None))["kind_unknown"] is WARN


@pytest.mark.parametrize(
    ("number", "code", "level", "off"),
    [
        (WOMAN, "number_same", PASS, 0),
        ("5102055705900001", "number_one_off", FAIL, 1),
        ("510205570590007", "number_one_off", FAIL, 1),
        ("5102055705900070", "number_differs", FAIL, 2),
        ("3171014408850002", "number_differs", FAIL, 11),
    ],
)
def test_number(number, code, level, off):
    read = card(number=number)
    assert finding_levels(read)[code] is level
    assert evidence(code, read)["digits_off"] == edits(number, WOMAN)
    assert (evidence(code, read)["digits_off"] == off) or off > 2


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("NI WAYAN SARI", "name_same", PASS),
        ("NI WYN. SARI, S.PD.", "name_alike", PASS),
        ("NI MADE SARI", "name_differs", FAIL),
    ],
)
def test_name(name, code, level):
    assert finding_levels(card(name=name))[code] is level


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({"birth_date": ("18-05-1990", "1990-05-18")}, "birth_date_differs", FAIL),
        ({"birth_place": "DENPASAR"}, "birth_place_differs", WARN),
        ({"birth_place": "KAB. TABANAN"}, "birth_place_alike", PASS),
        ({"sex": ("LAKI-LAKI", "male")}, "sex_differs", FAIL),
        ({"village": "DELOD PEKEN"}, "village_differs", WARN),
        ({"village": "DESA DAJAN PEKEN"}, "village_alike", PASS),
        ({"district": ("KEDIRI", "510206")}, "region_differs", WARN),
        ({"province": ("PROVINSI JAWA TIMUR", "35")}, "region_differs", WARN),
    ],
)
def test_difference_fails_if_the_applicant_can_correct_it_and_warns_otherwise(change, code, level):
    assert finding_levels(card(**change))[code] is level


def test_largest_differing_region_is_named():
    read = card(regency=("KOTA DENPASAR", "5171"), district=("DENPASAR BARAT", "517101"))
    assert evidence("region_differs", read) == {"read": "sure", "level": "regency"}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        (Field.NUMBER, "number"),
        (Field.NAME, "name"),
        (Field.BIRTH_DATE, "birth_date"),
        (Field.SEX, "sex"),
        (Field.DISTRICT, "region"),
        (Field.VALID_UNTIL, "validity"),
    ],
)
def test_unread_or_uncertain_value_warns(name, stem):
    foreign = {"citizenship": "JEPANG", "valid_until": ("01-01-2030", "2030-01-01")}
    assert finding_levels(card(unsure=(name,), **foreign))[f"{stem}_unsure"] is WARN
    assert finding_levels(card(without=(name,), **foreign))[f"{stem}_unread"] is WARN


def test_place_and_village_only_support_the_rest():
    both = (Field.BIRTH_PLACE, Field.VILLAGE)
    for read in (card(without=both), card(unsure=both)):
        assert not [
            code for code in finding_levels(read) if code.startswith(("birth_place", "village"))
        ]
    unsure = finding_levels(card(unsure=both, birth_place="DENPASAR", village="DELOD PEKEN"))
    assert unsure["birth_place_unsure"] is unsure["village_unsure"] is WARN


@given(FORMS)
def test_uncertain_value_never_fails(typed):
    unsure = card(unsure=tuple(Field), citizenship="JEPANG", valid_until=("1", "2001-01-01"))
    worst = finding_levels(replace(unsure, kind=Kind(typed["identity_kind"])), **typed)
    assert FAIL not in worst.values()


@pytest.mark.parametrize(
    ("kind", "citizenship", "until", "code", "level"),
    [
        (Kind.KTP, "WNI", ("SEUMUR HIDUP", ""), "validity_for_life", PASS),
        (Kind.KTP, "WNI", ("17-05-2017", "2017-05-17"), "validity_for_life", PASS),
        (Kind.KTP, "", ("SEUMUR HIDUP", ""), "validity_for_life", PASS),
        (Kind.KTP, "", ("17-05-2017", "2017-05-17"), "validity_unsure", WARN),
        (Kind.KTP, "", ("17-05-2027", "2027-05-17"), "validity_running", PASS),
        (Kind.KTP, "JEPANG", ("17-05-2017", "2017-05-17"), "validity_over", FAIL),
        (Kind.KTP, "JEPANG", ("24-11-2026", "2026-11-24"), "validity_running", PASS),
        (Kind.KTP, "JEPANG", ("23-11-2026", "2026-11-23"), "validity_over", FAIL),
        (Kind.KTP, "JEPANG", ("XX-1", ""), "validity_unread", WARN),
        (Kind.KIA, "WNI", ("01-01-2020", "2020-01-01"), "validity_over", FAIL),
        (Kind.KIA, "WNI", ("01-01-2030", "2030-01-01"), "validity_running", PASS),
        (Kind.STAY_PERMIT, "JEPANG", ("01-01-2020", "2020-01-01"), "validity_over", FAIL),
        (Kind.STUDENT_CARD, "", ("30-06-2026", "2026-06-30"), "validity_over", FAIL),
        (Kind.STUDENT_CARD, "", ("30-06-2027", "2027-06-30"), "validity_running", PASS),
    ],
)
def test_validity_by_kind_and_day(kind, citizenship, until, code, level):
    read = card(kind, citizenship=(citizenship, citizenship), valid_until=until)
    outcomes = finding_levels(read, identity_kind=kind.value)
    assert {key: outcomes[key] for key in outcomes if key.startswith("validity")} == {code: level}


def test_student_card_may_print_the_number_of_the_school_or_a_nik():
    school = card(Kind.STUDENT_CARD, number="0071234567")
    assert (
        finding_levels(school, identity_kind="student_card", number="007 1234567")["number_same"]
        is PASS
    )
    other = finding_levels(school, identity_kind="student_card")
    assert other["number_of_another_kind"] is WARN
    assert not {"number_differs", "number_one_off"} & set(other)
    wrong = finding_levels(school, identity_kind="student_card", number="0071234566")
    assert wrong["number_one_off"] is FAIL


def test_stay_permit_number_is_compared_without_its_marks():
    permit = card(Kind.STAY_PERMIT, number="2C21AB12345-24")
    typed = {"identity_kind": "stay_permit", "number": "2c21 ab12345/24"}
    assert finding_levels(permit, **typed)["number_same"] is PASS


def test_row_of_the_person_on_a_family_card_is_compared():
    father = row(
        number="5102051205850003",
        name="I MADE SUARTA",
        birth_date=("12-05-1985", "1985-05-12"),
        sex=("LAKI-LAKI", "male"),
    )
    outcomes = finding_levels(family(father, row()), identity_kind="family_card")
    assert outcomes == {
        "card_found": PASS,
        "kind_fits": PASS,
        "number_same": PASS,
        "name_same": PASS,
        "birth_date_same": PASS,
        "birth_place_same": PASS,
        "sex_same": PASS,
        "village_same": PASS,
        "region_same": PASS,
    }
    mismatch = finding_levels(
        family(father, row()), identity_kind="family_card", number="5102055705900008"
    )
    assert mismatch["number_one_off"] is FAIL
    by_name = finding_levels(
        family(father, row()), identity_kind="family_card", number="3171014408850002"
    )
    assert (by_name["number_differs"], by_name["name_same"]) == (FAIL, PASS)


def test_family_card_without_the_person_is_reported_and_compares_nobody():
    father = row(number="3171011205850003", name="BAMBANG SANTOSO")
    assert finding_levels(family(father), identity_kind="family_card") == {
        "card_found": PASS, "kind_fits": PASS, "person_absent": FAIL,
    }  # fmt: skip
    unsure = row(number="3171011205850003", name="BAMBANG SANTOSO", unsure=True)
    assert (
        finding_levels(family(father, unsure), identity_kind="family_card")["person_absent"] is WARN
    )


SISTER = row(
    number="5102056203910007", name="NI MADE SARI", birth_date=("22-03-1991", "1991-03-22")
)


def test_row_of_a_twin_is_not_taken_for_the_persons():
    twin = row(number="5102055705900008", name="NI MADE SARA")
    typed = {"identity_kind": "family_card", "number": "5102055705900009"}
    for people in ((twin, row()), (row(), twin)):
        outcomes = finding_levels(family(*people), **typed)
        assert (outcomes["name_same"], outcomes["number_one_off"]) == (PASS, FAIL)


def test_row_of_a_sister_is_not_compared_if_the_persons_was_not_read():
    outcomes = finding_levels(family(SISTER), identity_kind="family_card", name="Ayu", number=WOMAN)
    assert outcomes["person_absent"] is FAIL
    assert "number_differs" not in outcomes


def test_short_name_is_not_taken_for_another_one():
    other = row(number="3171011205850003", name="ADI")
    outcomes = finding_levels(family(other), identity_kind="family_card", name="Ayu")
    assert outcomes["person_absent"] is FAIL


def test_row_with_only_the_number_read_is_the_persons():
    read = {name: one for name, one in row().items() if name is not Field.NAME}
    outcomes = finding_levels(family(SISTER, read), identity_kind="family_card")
    assert (outcomes["number_same"], outcomes["name_unread"]) == (PASS, WARN)


def test_family_card_without_read_rows_is_left_to_a_clerk():
    outcomes = finding_levels(family(), identity_kind="family_card")
    assert {"number_unread", "name_unread", "birth_date_unread", "sex_unread"} <= set(outcomes)


def test_card_of_another_person_is_not_taken_for_three_typos():
    other = card(
        number="3171014408850002", name="RINA WULAN", birth_date=("04-08-1985", "1985-08-04")
    )
    assert finding_levels(other)["person_differs"] is FAIL
    assert "person_differs" not in finding_levels(card(name="RINA WULAN"))


@given(READINGS, FORMS)
def test_evidence_contains_codes_and_figures_only(read, typed):
    for outcome in reading.findings(read, form(**typed), TODAY):
        assert outcome.level in FINDINGS[outcome.code]
        for key, shown in outcome.evidence.items():
            if isinstance(shown, str):
                assert shown in WORDS
            else:
                assert key.endswith("_off") or key in ("off", "people")
                assert 0 <= shown <= 100


@given(st.sampled_from(PERSON), st.sampled_from(["number", "name", "birth_place", "village"]))
def test_read_and_typed_values_are_in_no_finding(unsure, changed):
    read = card(unsure=(unsure,), **{changed: "XYZZY 123"})
    findings = str([(o.code, o.evidence) for o in reading.findings(read, form(), TODAY)]).upper()
    secrets = [TYPED["number"], TYPED["name"], "XYZZY", TYPED["birth_date"], TYPED["village"]]
    assert not [secret for secret in secrets if secret.upper() in findings]


def test_value_without_letters_counts_as_unread():
    assert finding_levels(card(name=("—", "")))["name_unread"] is WARN
    assert (
        finding_levels(replace(card(), values={Field.NUMBER: value("")}))["number_unread"] is WARN
    )
