"""What counts as an identity: mapped claims, trust frameworks, evidence."""

from dataclasses import replace
from typing import Any

import pytest

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.errors import IdentityMissing
from rontal.accounts.single_sign_on.identity import claims_wanted, identity_of, request_parameters

PROVIDER = ProviderSettings(
    id="uji",
    name="Penyedia Uji",
    issuer="https://uji.example",
    client_id="rontal",
    client_secret="",
    identity=(
        ("number", "nik"),
        ("name", "name"),
        ("birth_date", "birthdate"),
        ("birth_place", "place_of_birth.locality"),
        ("street", "https://claims.example/street"),
    ),
)
CLAIMS: dict[str, Any] = {
    "nik": " 5102055705900007 ",
    "name": "Ni Wayan Sari",
    "birthdate": "1990-05-17",
    "place_of_birth": {"locality": "Tabanan"},
    "https://claims.example/street": "Jl. Melati",
}


def verified(framework: object = "id_dukcapil", **verification: Any) -> dict[str, Any]:
    return {
        "verification": {"trust_framework": framework, **verification},
        "claims": CLAIMS,
    }


def test_mapped_claims_are_read_also_parts_and_names_with_dots() -> None:
    assert identity_of(CLAIMS | {"phone_number": "1"}, PROVIDER).values == {
        "number": "5102055705900007",
        "name": "Ni Wayan Sari",
        "birth_date": "1990-05-17",
        "birth_place": "Tabanan",
        "street": "Jl. Melati",
    }
    assert request_parameters(PROVIDER) == {}


@pytest.mark.parametrize("missing", ["nik", "name", "birthdate"])
@pytest.mark.parametrize("value", [None, "", "  ", 5102055705900007, ["x"], {"nik": "x"}, True])
def test_nobody_is_vouched_for_without_number_name_and_birth(missing: str, value: object) -> None:
    with pytest.raises(IdentityMissing):
        identity_of(CLAIMS | {missing: value}, PROVIDER)


def test_part_of_something_else_is_left_out() -> None:
    found = identity_of(CLAIMS | {"place_of_birth": "Tabanan"}, PROVIDER)
    assert "birth_place" not in found.values


ASSURED = replace(PROVIDER, identity_frameworks=("id_dukcapil", "eidas"))


def test_only_verified_claims_count_where_a_framework_is_configured() -> None:
    found = identity_of({"name": "Orang Lain", "verified_claims": verified()}, ASSURED)
    assert (found.values["name"], found.framework) == ("Ni Wayan Sari", "id_dukcapil")
    several = [verified("lain"), "x", None, verified("eidas")]
    assert identity_of({"verified_claims": several}, ASSURED).framework == "eidas"
    assert claims_wanted(ASSURED) == {"verified_claims"}
    assert '"values": ["id_dukcapil", "eidas"]' in request_parameters(ASSURED)["claims"]


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS,
        {"verified_claims": verified("lain")},
        {"verified_claims": verified(["id_dukcapil"])},
        {"verified_claims": verified(None)},
        {"verified_claims": {"claims": CLAIMS}},
        {"verified_claims": {"verification": "id_dukcapil", "claims": CLAIMS}},
        {"verified_claims": {"verification": {"trust_framework": "eidas"}, "claims": []}},
        {"verified_claims": []},
        {"verified_claims": 1},
    ],
)
def test_claims_that_nobody_verified_are_no_identity(claims: dict[str, Any]) -> None:
    with pytest.raises(IdentityMissing):
        identity_of(claims, ASSURED)


@pytest.mark.parametrize(
    ("evidence", "enough"),
    [
        ([{"type": "electronic_record"}], True),
        ([{"type": "vouch"}, {"type": "document"}], True),
        ([{"type": "vouch"}], False),
        ([], False),
        (None, False),
        ("document", False),
        (["document"], False),
    ],
)
def test_evidence_counts_where_it_is_configured(evidence: object, enough: bool) -> None:
    strict = replace(ASSURED, identity_evidence=("document", "electronic_record"))
    claims = {"verified_claims": verified(evidence=evidence)}
    if enough:
        assert identity_of(claims, strict).framework == "id_dukcapil"
    else:
        with pytest.raises(IdentityMissing):
            identity_of(claims, strict)
