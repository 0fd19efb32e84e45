"""The page that explains how to install the app."""

import re
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
import typst
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils.translation import override

from rontal.core.profile import App
from rontal.web.install import devices
from rontal.web.install.devices import Device, device_of
from tests.support.web.install import AGENTS, BLINK

pytestmark = pytest.mark.django_db

STORE = "https://play.google.com/store/apps/details?id=id.go.tabanan.baca"
ANDROID = next(iter(AGENTS))
WINDOWS = next(agent for agent, device in AGENTS.items() if device is Device.EDGE)


def page(agent: str = ANDROID, address: str = "/pasang/", language: str = "id") -> str:
    visitor = Client()
    visitor.cookies["bahasa"] = language
    response = visitor.get(address, headers={"user-agent": agent})
    assert response.status_code == 200
    return response.content.decode()


def label(device: Device, language: str) -> str:
    with override(language):
        return str(devices.LABELS[device])


@pytest.mark.parametrize(("agent", "device"), AGENTS.items(), ids=range(len(AGENTS)))
def test_device_is_recognised_by_its_user_agent(agent: str, device: Device) -> None:
    assert device_of(agent) is device
    assert label(device, "en") in page(agent, language="en")


def test_phone_requesting_the_desktop_site_is_a_phone() -> None:
    agent = f"Mozilla/5.0 (X11; Linux x86_64) {BLINK} Chrome/142.0.0.0 Safari/537.36"
    assert device_of(agent, '"Android"') is Device.ANDROID_CHROME
    assert device_of(agent, '"Linux"') is Device.CHROME


@pytest.mark.parametrize("agent", ["\x00" * 9_000, "<script>", "Android" * 500, "ÿ"])
def test_odd_user_agents_get_a_page(agent: str) -> None:
    assert "<script>alert" not in page(agent.encode("latin-1", "replace").decode("latin-1"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("device", Device)
def test_every_device_is_reachable_by_a_plain_link(device: Device, language: str) -> None:
    shown = page("curl/8", f"/pasang/?di={device}", language)
    assert f'<h2 id="device">{label(device, language)}</h2>' in shown
    assert '<ol class="install-steps">' in shown
    for other in set(Device) - {device}:
        assert f'href="?di={other}"' in shown
    assert f'href="?di={device}"' not in shown


@pytest.mark.parametrize("device", Device)
def test_every_device_has_steps_to_install_and_remove(device: Device) -> None:
    assert get_template(f"web/install/how/{device}.html")
    assert get_template(f"web/install/remove/{devices.REMOVALS[device]}.html")


def test_unknown_device_gets_general_steps() -> None:
    main = re.compile("<main.*</main>", re.DOTALL)
    assert main.findall(page(address="/pasang/?di=kulkas")) == main.findall(page())


def test_computer_shows_a_code_for_the_phone() -> None:
    shown = page(WINDOWS)
    [code] = re.findall(r'<div class="install-qr"[^>]*>(<svg.*?</svg>)', shown, re.DOTALL)
    sheet = "#set page(width: 80mm, height: 80mm, margin: 15mm, fill: white)\n"
    sheet += '#image(bytes(sys.inputs.qr), format: "svg", width: 50mm)'
    picture = typst.compile(sheet.encode(), sys_inputs={"qr": code}, format="png", ppi=200.0)
    pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(pixels)
    assert text == f"{settings.PUBLIC_URL}/pasang/"
    assert f'href="{settings.PUBLIC_URL}/pasang/"' in shown
    assert "install-qr" not in page(ANDROID)


def test_store_is_named_only_if_the_library_has_an_address(settings: Any) -> None:
    assert "Google Play" not in page()
    settings.LIBRARY = replace(settings.LIBRARY, app=App(store_address=STORE))
    assert f'href="{STORE}"' in page()
    assert f'href="{STORE}"' in page(WINDOWS)
    safari = next(agent for agent, device in AGENTS.items() if device is Device.IOS_SAFARI)
    assert STORE not in page(safari)


def test_only_browsers_with_a_dialog_get_its_button() -> None:
    offering = {device for agent, device in AGENTS.items() if "data-install-now" in page(agent)}
    assert offering == {Device.ANDROID_CHROME, Device.SAMSUNG, Device.EDGE, Device.CHROME}
    assert "data-install-now" not in page(ANDROID, "/pasang/?di=samsung")


def test_caches_distinguish_devices() -> None:
    response = Client().get("/pasang/")
    assert {"User-Agent", "Sec-CH-UA-Platform"} <= set(response["Vary"].split(", "))


@pytest.mark.django_db
def test_page_needs_only_the_query_for_the_app_entry(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        page()


@pytest.mark.django_db
def test_hint_is_not_on_the_desk_nor_in_the_reader() -> None:
    from rontal.accounts.roles import Role
    from tests.support.accounts.factories import staff
    from tests.support.lending.factories import borrower, loan
    from tests.support.web.visitors import client_of

    assert "data-install-hint" in page(address="/privasi/")
    clerk = Client()
    clerk.force_login(staff(Role.LIBRARIAN))
    assert "data-install-hint" not in clerk.get("/meja/", follow=True).content.decode()
    person = borrower()
    borrowed = loan(actor=person)
    assert (
        "data-install-hint" not in client_of(person).get(f"/baca/{borrowed.pk}/").content.decode()
    )
