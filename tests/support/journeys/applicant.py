"""An invented applicant, and functions that fill in the pages of registration for them.

Example:
    someone = applicant.adult(seed=7)
    applicant.register(page, live_server.url, someone)
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from idcard.kinds import IdentityKind, Sex
from idcard.specimen.card_data import card_of
from idcard.specimen.cards import draw_card
from idcard.specimen.faces import selfie
from idcard.specimen.people import Person, person
from idcard.specimen.photograph import Difficulty, photograph, snapshot
from rontal.membership.selectors import today

PASSWORD = "daun lontar kering sekali"


@dataclass(frozen=True)
class Applicant:
    """The person who registers, the kind of card, and a child's guardian with an address."""

    person: Person
    kind: IdentityKind
    email: str
    guardian: str = ""
    guardian_email: str = ""
    photos: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def is_child(self) -> bool:
        return bool(self.guardian)


@cache
def _born(first: int, last: int, above: int) -> Person:
    for seed in range(above, above + 500):
        drawn_person = person(seed)
        if first <= drawn_person.age_on(today()) <= last:
            return drawn_person
    raise AssertionError("nobody of that age")


def adult(seed: int = 1) -> Applicant:
    """Returns an adult with a KTP."""
    someone = _born(20, 60, seed)
    return Applicant(
        someone,
        IdentityKind.KTP,
        f"warga{seed}@contoh.example",
        photos=_photos(someone, IdentityKind.KTP),
    )


def child(seed: int = 1) -> Applicant:
    """Returns a child of 7 to 12 with a KIA, and the mother as guardian."""
    someone = _born(7, 12, seed)
    return Applicant(
        someone,
        IdentityKind.KIA,
        f"anak{seed}@contoh.example",
        guardian=someone.mother,
        guardian_email=f"ibu{seed}@contoh.example",
        photos=_photos(someone, IdentityKind.KIA),
    )


@cache
def _photos(someone: Person, kind: IdentityKind) -> dict[str, dict[str, object]]:
    card = photograph(
        draw_card(card_of(someone, kind), seed=someone.seed),
        seed=someone.seed,
        difficulty=Difficulty.EASY,
    )
    face = snapshot(selfie(someone.seed, seed=someone.seed), seed=1, difficulty=Difficulty.EASY)
    return {
        "card": {"name": "kartu.jpg", "mimeType": "image/jpeg", "buffer": card},
        "face": {"name": "wajah.jpg", "mimeType": "image/jpeg", "buffer": face},
    }


def begin(page: Page, base: str) -> None:
    """Goes from the first page of registration to the photos."""
    page.goto(f"{base}/daftar/")
    page.get_by_role("button", name="Mulai", exact=True).click()


def add_photos(page: Page, who: Applicant, *, script: bool = True) -> None:
    """Uploads both photos: one by one with JavaScript, with the form without it."""
    for slot, photo in who.photos.items():
        page.locator(f"#id_{slot}").set_input_files(photo)  # type: ignore[arg-type]
        if script:
            page.locator(f"#id_{slot}_group [data-photo-status][data-state=done]").wait_for()
    go_on(page)


def fill_in_person(page: Page, who: Applicant) -> None:
    """Fills in the step "who"."""
    someone = who.person
    page.locator(f"[name=identity_kind][value={who.kind}]").check()
    page.locator("#id_number").fill(someone.nik)
    page.locator("#id_name").fill(someone.name)
    page.locator("#id_birth_place").fill(someone.birth_place)
    page.locator("[name=birth_date_day]").fill(str(someone.birth_date.day))
    page.locator("[name=birth_date_month]").select_option(str(someone.birth_date.month))
    page.locator("[name=birth_date_year]").fill(str(someone.birth_date.year))
    page.get_by_label("Perempuan" if someone.sex is Sex.FEMALE else "Laki-laki").check()
    go_on(page)


def fill_in_contact(page: Page, who: Applicant) -> None:
    """Fills in the step "contact"; the library's regency is already selected."""
    page.locator("#id_email").fill(who.email)
    page.locator("#id_phone").fill("0812 3456 7890")
    page.locator("#id_district").select_option(label="Kediri")
    page.locator("#id_village").fill("Banjar Anyar")
    page.locator("#id_street").fill("Jl. Melati No. 5, Br. Dauh Pala")
    if who.is_child:
        page.locator("#id_guardian_name").fill(who.guardian)
        page.get_by_label("Ibu", exact=True).check()
        page.locator("#id_guardian_email").fill(who.guardian_email)
    go_on(page)


def consent(page: Page) -> None:
    """Fills in the step "consent": membership and face comparison."""
    page.locator("#id_consent_membership").check()
    page.locator("#id_consent_face_comparison").check()
    go_on(page)


def send(page: Page) -> str:
    """Submits the application; returns the code on the thank-you page."""
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/daftar/terkirim/")
    return page.locator("[data-reference]").inner_text()


def register(page: Page, base: str, who: Applicant, *, script: bool = True) -> str:
    """Fills in and submits the whole registration; returns the code on the thank-you page."""
    begin(page, base)
    add_photos(page, who, script=script)
    fill_in_person(page, who)
    fill_in_contact(page, who)
    consent(page)
    return send(page)


def activate(page: Page, link: str, password: str = PASSWORD) -> None:
    """Opens the link of the mail and sets a password; ends at the status page."""
    page.goto(link)
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name="Aktifkan", exact=True).click()
    page.wait_for_url("**/status/")


def go_on(page: Page) -> None:
    """Presses the step's main button and waits for the next page."""
    before = page.url
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.wait_for_url(lambda url: url != before)


def picture(page: Page, folder: Path, name: str) -> None:
    """Takes a screenshot of the whole page."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(full_page=True, path=folder / f"{name}.png")
