"""Providers of the environment, the checks of `rontal doctor`, and what production refuses."""

from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.cache import cache

from rontal.accounts.roles import Role
from rontal.accounts.single_sign_on import configuration
from rontal.config import env, production, sign_on_check
from rontal.config.doctor import Level
from tests.support.accounts.hostile_provider import Hostile, Key

ONE = {
    "RONTAL_OIDC_PROVIDERS": "inapas",
    "RONTAL_OIDC_INAPAS_NAME": "INApas",
    "RONTAL_OIDC_INAPAS_ISSUER": "https://inapas.example",
    "RONTAL_OIDC_INAPAS_CLIENT_ID": "rontal",
    "RONTAL_OIDC_INAPAS_CLIENT_SECRET": "rahasia",
}


def parsed(**changes: str) -> tuple[configuration.ProviderSettings, ...]:
    variables = ONE | {f"RONTAL_OIDC_{name}": value for name, value in changes.items()}
    return env.read(variables).oidc_providers


def test_no_provider_by_default() -> None:
    assert env.read({}).oidc_providers == ()


def test_several_providers_are_read() -> None:
    first, second = parsed(
        PROVIDERS="inapas, buleleng",
        BULELENG_NAME="Kabupaten",
        BULELENG_ISSUER="https://sso.example/realms/a",
        BULELENG_CLIENT_ID="x",
        BULELENG_SCOPES="email groups",
        BULELENG_LINK_BY_EMAIL="1",
        BULELENG_STAFF_ACR="urn:a urn:b",
        BULELENG_IDENTITY="number=nik, name=name,birth_date=birthdate,street=address.street",
        BULELENG_IDENTITY_FRAMEWORKS="eidas id_dukcapil",
        BULELENG_IDENTITY_EVIDENCE="document",
        BULELENG_STAFF_AMR="otp hwk",
        BULELENG_ROLES_CLAIM="groups",
        BULELENG_ROLES="cn=a:clerk, kepala:head",
    )
    assert (first.id, first.link_by_email, first.roles) == ("inapas", False, ())
    assert second.scopes == ("openid", "email", "groups")
    assert second.roles == (("cn=a", Role.CLERK), ("kepala", Role.HEAD))
    assert second.link_by_email
    assert (second.staff_acr, second.staff_amr) == (("urn:a", "urn:b"), ("otp", "hwk"))
    assert second.identity[3] == ("street", "address.street")
    assert second.identity_frameworks == ("eidas", "id_dukcapil")
    assert second.identity_evidence == ("document",)
    assert first.identity == ()
    assert (first.vouches_for_staff, second.vouches_for_staff) == (False, True)
    assert "rahasia" not in repr(first)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"PROVIDERS": "INApas"}, "PROVIDERS"),
        ({"PROVIDERS": "inapas,inapas"}, "PROVIDERS"),
        ({"PROVIDERS": "../x"}, "PROVIDERS"),
        ({"PROVIDERS": "lain"}, "LAIN_ISSUER"),
        ({"INAPAS_ISSUER": ""}, "INAPAS_ISSUER"),
        ({"INAPAS_ISSUER": "inapas.example"}, "INAPAS_ISSUER"),
        ({"INAPAS_CLIENT_ID": ""}, "INAPAS_CLIENT_ID"),
        ({"INAPAS_ROLES": "x:king"}, "INAPAS_ROLES"),
        ({"INAPAS_IDENTITY": "number=nik"}, "INAPAS_IDENTITY"),
        ({"INAPAS_IDENTITY": "number=nik,name=,birth_date=b"}, "INAPAS_IDENTITY"),
        ({"INAPAS_IDENTITY": "number=nik,name=n,birth_date=b,email=e"}, "INAPAS_IDENTITY"),
        ({"INAPAS_ROLES": "x:clerk"}, "INAPAS_ROLES_CLAIM"),
    ],
)
def test_mistakes_name_their_variable(changes: dict[str, str], named: str) -> None:
    with pytest.raises(ValueError, match=f"RONTAL_OIDC_{named}"):
        parsed(**changes)


def test_production_refuses_an_issuer_without_https() -> None:
    environment = replace(
        env.read(ONE | {"RONTAL_OIDC_INAPAS_ISSUER": "http://inapas.example"}),
        mode=env.Mode.PRODUCTION,
    )
    assert any("INAPAS_ISSUER" in fault.what for fault in production.faults(environment))
    environment = replace(env.read(ONE), mode=env.Mode.PRODUCTION)
    assert not any("ISSUER" in fault.what for fault in production.faults(environment))


def refuse(status: int, body: bytes, date: str = "") -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(status)
        if date:
            handler.send_header("Date", date)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_doctor_says_nothing_without_a_provider(settings: Any) -> None:
    settings.OIDC_PROVIDERS = ()
    assert list(sign_on_check.findings()) == []


@pytest.mark.whole
@pytest.mark.django_db
def test_doctor_checks_discovery_client_and_clock(hostile: Hostile) -> None:
    def found() -> tuple[Level, str]:
        cache.clear()
        (finding,) = sign_on_check.findings()
        assert finding.name == "Sign-in by Penyedia Uji"
        assert finding.remedy or finding.level is Level.OK
        return finding.level, finding.result

    known = b'{"error": "invalid_grant"}'
    hostile.answers["/token"] = refuse(400, known)
    assert found() == (Level.OK, "answers and knows this client")
    hostile.answers["/token"] = refuse(400, known, "Mon, 30 Nov 2020 00:00:00 GMT")
    assert found()[0] is Level.WARN
    hostile.answers["/token"] = refuse(401, b"")
    assert found() == (Level.FAIL, "does not know this client")
    hostile.metadata["code_challenge_methods_supported"] = ["plain"]
    assert found()[0] is Level.WARN
    hostile.key = Key(bits=1024)
    assert found()[1] == "no key of a kind that is accepted"
    hostile.metadata["issuer"] = "https://lain.example"
    assert "another issuer" in found()[1]
    hostile.close()
    assert "does not answer" in found()[1]
