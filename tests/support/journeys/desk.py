"""The desk in a browser: cases, signing in and taking a case."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from idcard.faces.model import SelfieFaces
from rontal.accounts.models import User
from rontal.membership.models import Application
from tests.support.accounts.factories import PASSWORD
from tests.support.desk.factories import FACE, MATCH, SELFIE, examined_application
from tests.support.membership import factories as membership
from tests.support.verification.builders import card

Axe = Callable[[Page], None]


WIDE = {"width": 1440, "height": 900}


def sign_in(page: Page, url: str, user: User) -> None:
    """Signs in on the library's own sign-in page and waits for the desk."""
    page.goto(url + "/meja/")
    page.locator("input[name=login]").fill(user.login_name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/meja/**")


def case(name: str, selfie: SelfieFaces = SELFIE) -> Application:
    """Creates a case whose data match its card, with the findings of the automatic check."""
    number = membership.nik()
    read = card(name=name.upper(), number=number)
    return examined_application(read, selfie, MATCH, face_on_card=FACE, name=name, number=number)


def shows(page: Page, heading: str) -> None:
    """Checks that the page has this heading, and waits until its keys work."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.wait_for_load_state()


def take_case(page: Page) -> None:
    """Takes the case that the page shows."""
    page.get_by_role("button", name="Ambil kasus ini").click()
    expect(page.get_by_role("heading", name="Putusan Anda")).to_be_visible()
    page.wait_for_load_state()


def state(application: Application) -> str:
    return str(Application.objects.get(pk=application.pk).state)
