"""A provider says who the person is, and confirms that it is them, in a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from rontal.accounts.single_sign_on import services
from rontal.core.actors import Actor
from rontal.membership.models import Application
from rontal.membership.policies import PhotosWithIdentity
from rontal.verification import services as verification
from tests.support.accounts import factories
from tests.support.interop.clients.identity_provider import IdentityProvider
from tests.support.journeys.applicant import picture
from tests.support.journeys.desk import sign_in
from tests.support.journeys.layout import OVERFLOW
from tests.support.journeys.single_sign_on import agree_there
from tests.support.membership import factories as membership
from tests.support.policies import with_policies

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
MAPPED = (("number", "nik"), ("name", "name"), ("birth_date", "birthdate"))


@pytest.fixture
def provider(live_server: Any, settings: Any) -> Iterator[IdentityProvider]:
    cache.clear()
    values = membership.values()
    claims = {"nik": values["number"], "name": "SARI DEWI", "birthdate": values["birth_date"]}
    with IdentityProvider(live_server.url, claims) as running:
        settings.OIDC_PROVIDERS = (replace(running.settings(), identity=MAPPED),)
        yield running
    cache.clear()


def looked_at(page: Page, axe: Axe, folder: Path, name: str) -> None:
    """Checks a page with script and takes pictures of it, narrow and wide, light and dark."""
    axe(page)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) <= 0
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            picture(page, folder, f"{name}-{width}-{scheme}")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_person_applies_with_an_identity_from_the_provider(
    visit: Visit,
    live_server: Any,
    axe: Axe,
    tmp_path: Path,
    provider: IdentityProvider,
    settings: Any,
    script: bool,
) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, photos_with_identity=PhotosWithIdentity.NONE)
    page, base = visit(java_script_enabled=script), live_server.url
    page.goto(f"{base}/daftar/")
    if script:
        looked_at(page, axe, tmp_path, "start")
    page.get_by_role("button", name="Mulai dengan Penyedia Uji").click()
    agree_there(page, provider)
    page.wait_for_url(f"{base}/daftar/siapa/")
    if script:
        looked_at(page, axe, tmp_path, "who")
    expect(page.locator("input[name=name]")).to_have_value("SARI DEWI")
    expect(page.locator("input[name=name]")).not_to_be_editable()
    page.locator("input[name=birth_place]").fill("Tabanan")
    page.get_by_text("Perempuan").click()
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.wait_for_url(f"{base}/daftar/kontak/")
    if script:
        case = _sent(page, base)
        staff = visit()
        sign_in(staff, base, factories.staff())
        staff.goto(f"{base}/meja/permohonan/{case.code}/")
        expect(staff.get_by_text("Identitas dijamin Penyedia Uji pada").first).to_be_attached()
        for fold in staff.locator("details").all():
            fold.evaluate("one => { one.open = true }")
        looked_at(staff, axe, tmp_path, "desk")


def _sent(page: Page, base: str) -> Application:
    """Returns an examined case with what the draft of this browser has; its photos are left out."""
    from rontal.membership.models import Draft
    from rontal.membership.selectors import draft_values
    from rontal.membership.services import activate, save_draft, submit

    draft = Draft.objects.get()
    missing = membership.values().items() - draft_values(draft).items()
    save_draft(draft_id=draft.pk, changes=dict(missing))
    submit(draft_id=draft.pk, key="kunci-uji-yang-panjang", actor=Actor.visitor())
    application = Application.objects.get()
    token = membership.token(application)
    activate(token=token, password=factories.PASSWORD, actor=Actor.visitor())
    verification.examine(application_id=application.pk, actor=Actor.system("test"))
    application.refresh_from_db()
    return application


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_person_confirms_at_the_provider(
    visit: Visit,
    live_server: Any,
    axe: Axe,
    tmp_path: Path,
    provider: IdentityProvider,
    script: bool,
) -> None:
    user = factories.person()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    actor = Actor.person(user.pk)
    services.link(user_id=user.pk, provider="uji", subject="sari", how="self", actor=actor)
    page, base = visit(java_script_enabled=script), live_server.url
    page.goto(f"{base}/masuk/?next=/sandi/pasang/")
    page.get_by_role("button", name="Masuk dengan Penyedia Uji").click()
    agree_there(page, provider)
    page.wait_for_url(f"{base}/akun/pastikan/lewat/uji/**")
    if script:
        looked_at(page, axe, tmp_path, "confirm")
    page.get_by_role("button", name="Pastikan lewat Penyedia Uji").click()
    page.wait_for_url(f"{provider.issuer}/interaction/**")
    page.locator("input[name=login]").fill("sari")
    page.locator("input[name=password]").fill("x")
    page.get_by_role("button", name="Sign-in").click()
    page.wait_for_url(f"{base}/sandi/pasang/")
