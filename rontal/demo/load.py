"""Loader of the demo library, through the services, step by step.

Loading again changes nothing; an interrupted load continues where it stopped. Examinations are left
to the worker's queue, so that the start does not wait for them.
"""

import io
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageFilter

from idcard.kinds import IdentityKind
from idcard.specimen.card_data import card_of
from idcard.specimen.cards import draw_card
from idcard.specimen.difficulty import Difficulty
from idcard.specimen.faces import selfie
from idcard.specimen.people import Person
from idcard.specimen.photograph import photograph, snapshot
from idcard.specimen.places import DISTRICTS
from rontal.accounts import services as accounts
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.catalogue.importing.kinds import OpenAccess
from rontal.catalogue.models import Identifier, Title
from rontal.catalogue.services import import_files
from rontal.core import clock, demo_mark
from rontal.core.actors import Actor
from rontal.demo import (
    complaints,
    data_requests,
    demo_dates,
    epub,
    family,
    incidents,
    licences,
    loan_requests,
    member_shelf,
    paged,
    sample_photos,
    service_standard,
    survey,
)
from rontal.demo.calendar import load_calendar
from rontal.demo.staff_and_applicants import (
    GUARDIAN as MOTHER,
)
from rontal.demo.staff_and_applicants import (
    MEMBER,
    OTHER_MEMBER,
    PASSWORD,
    STAFF,
    Applicant,
    Stage,
    all_applicants,
)
from rontal.membership import services as membership
from rontal.membership.models import Application
from rontal.membership.states import ApplicationState as State

DEMO = Actor.system("demo")
OPEN = "daun-yang-mengingat"
"""Book that is open access; the others are lent, although they are CC BY too."""
PAGED_BOOKS_ADDED = timedelta(days=150)
"""Time since the books of pages were added, after the others."""
BLUR = 9
"""Blur in pixels that makes a card unreadable."""
GUARDIAN = {"guardian_relation": "mother"}
Say = Callable[[str], None]


def load(progress: Say = print) -> None:
    """Loads staff, calendar, standard, books, loans and applicants; reports its progress."""
    demo_mark.set_mark()
    progress("Demo library: staff")
    for person in STAFF:
        _staff(person.login_name, person.name, person.role)
    progress("Demo library: calendar")
    load_calendar()
    progress("Demo library: standard, and a year of registrations measured by it")
    service_standard.publish_standard()
    service_standard.measure_year()
    progress("Demo library: books")
    _books(progress)
    progress("Demo library: a year of lending")
    loan_requests.lend_year()
    people = all_applicants()
    for number, role in enumerate(people, start=1):
        progress(f"Demo library: applicant {number} of {len(people)}")
        _advance(role)
    membership.lapse_overdue()
    loan_requests.fill_list(MEMBER)
    member_shelf.fill(MEMBER, OTHER_MEMBER)
    family.load()
    progress("Demo library: complaints and suggestions")
    complaints.load()
    progress("Demo library: requests about personal data")
    data_requests.load()
    incidents.load()
    progress("Demo library: satisfaction survey")
    survey.load()
    progress("Demo library: sample photos")
    sample_photos.draw_missing()


def sign_ins(url: str) -> str:
    """Returns the sign-ins, for printing to the console."""
    desk = [f"  {url}/meja/  {person.login_name:<12} {person.role.value}" for person in STAFF]
    lines = [
        f"Sign in with the password {PASSWORD}",
        *desk,
        f"  {url}/masuk/  {MEMBER}  member",
        f"  {url}/keluarga/  {MOTHER}  mother of three members, by a link",
        f"Register: {url}/daftar/   Outgoing mail: {url}/surat-keluar/",
    ]
    return "\n".join(lines) + "\n"


def _staff(login_name: str, name: str, role: Role) -> None:
    if not User.objects.filter(login_name=login_name).exists():
        accounts.add_staff(
            login_name=login_name,
            email=f"{login_name}@contoh.example",
            name=name,
            password=PASSWORD,
            roles=[role],
            actor=DEMO,
        )


def _books(progress: Say) -> None:
    """Builds and imports missing books as of the start of lending, and licenses them."""
    there = set(Identifier.objects.filter(scheme="epub").values_list("value", flat=True))
    missing = [book for book in epub.book_folders() if epub.read_book(book).identifier not in there]
    folder = Path(settings.HOME) / "demo-books"
    known = set(Title.objects.filter(title__in=paged.BOOKS).values_list("title", flat=True))
    pages = (
        make(folder / name) for title, (name, make) in paged.BOOKS.items() if title not in known
    )
    lent = _build_missing((book for book in missing if book.name != OPEN), folder)
    for_all = _build_missing((book for book in missing if book.name == OPEN), folder)
    _import(lent, OpenAccess.NONE, demo_dates.began(), progress)
    _import(for_all, OpenAccess.ALL, demo_dates.began(), progress)
    _import(pages, OpenAccess.NONE, demo_dates.ago(PAGED_BOOKS_ADDED), progress)
    licences.license_books(
        [*(epub.read_book(book).title for book in epub.book_folders()), *paged.BOOKS]
    )


def _build_missing(books: Iterable[Path], folder: Path) -> Iterator[Path]:
    return (epub.build(book, folder / f"{book.name}.epub") for book in books)


def _import(paths: Iterable[Path], access: OpenAccess, came: datetime, progress: Say) -> None:
    with clock.frozen_at(came):
        import_files(
            paths=paths,
            actor=DEMO,
            open=access,
            progress=lambda report: progress(f"Demo library: {report.path.stem}, {report.outcome}"),
        )


def _advance(role: Applicant) -> None:
    """Moves an application to its stage, from its present state."""
    moment = clock.now() - role.ago
    application = Application.objects.filter(email=role.email).order_by("-pk").first()
    with clock.frozen_at(moment):
        application = application or _send(role)
        if application.state == State.AWAITING_ACTIVATION:
            _activate(application, role)
        if application.state == State.CHECKING and role.stage is not Stage.ACTIVATED:
            membership.finish_checking(application_id=application.pk, actor=DEMO)
    application.refresh_from_db()
    if application.state == State.IN_REVIEW:
        with clock.frozen_at(moment + role.ago / 4):
            _decide(application, role.stage)


def _send(role: Applicant) -> Application:
    draft = membership.start_draft(language="id")
    membership.save_draft(draft_id=draft.pk, changes=_form_values(role))
    for slot, photo in _photos(role).items():
        membership.attach_photo(draft_id=draft.pk, slot=slot, content=io.BytesIO(photo))
    key = f"demo-{uuid.uuid4().hex}"
    answer = membership.submit(draft_id=draft.pk, key=key, actor=Actor.visitor())
    return Application.objects.get(code=answer.code)


def _activate(application: Application, role: Applicant) -> None:
    if role.stage in (Stage.SENT, Stage.LAPSED):
        return
    visitor = Actor.visitor()
    if application.activated_at is None:
        token = _link(application, "activation")
        membership.activate(token=token, password=PASSWORD, actor=visitor)
    if hasattr(application, "guardian") and role.stage is not Stage.WAITS_FOR_GUARDIAN:
        token = _link(application, "guardian")
        membership.guardian_consent(token=token, actor=visitor)
    application.refresh_from_db()


def _link(application: Application, purpose: str) -> str:
    return membership.issue_link(application_id=application.pk, purpose=purpose, actor=DEMO)


def _decide(application: Application, stage: Stage) -> None:
    clerk = actor_of(User.objects.get(login_name="petugas"))
    number = application.pk
    if stage is Stage.APPROVED:
        membership.approve(application_id=number, actor=clerk)
    elif stage is Stage.REJECTED:
        words = "Foto kartu dan foto wajah bukan orang yang sama."
        membership.reject(
            application_id=number, reason="not_own_identity", words=words, actor=clerk
        )
    elif stage is Stage.NEEDS_CORRECTION:
        reasons = ["photo_card_unreadable"]
        words = "Bagian NIK tertutup pantulan cahaya."
        membership.ask_correction(application_id=number, reasons=reasons, words=words, actor=clerk)
    elif stage is Stage.WITHDRAWN and application.user_id:
        membership.withdraw(application_id=number, actor=Actor.person(application.user_id))


def _form_values(role: Applicant) -> dict[str, str]:
    person, home = role.person, role.person.address
    district = next(one.code for one in DISTRICTS if one.name == home.district)
    typed = {
        "identity_kind": role.kind.value,
        "number": card_of(person, role.kind).number,
        "name": person.name,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex.value,
        "email": role.email,
        "phone": f"0812{person.seed:08}",
        "street": home.street,
        "village": home.village,
        "district": district,
        "regency": district[:4],
        "province": district[:2],
        "consent_membership": "1",
        "consent_face_comparison": "1",
    }
    if person.age_on(clock.now().date()) < 18:
        name = person.mother
        typed |= GUARDIAN | {"guardian_name": name, "guardian_email": f"wali-{role.email}"}
    return typed | role.typed


def _photos(role: Applicant) -> dict[str, bytes]:
    card, face = _photo_of_card(role), role.face_of or role.person
    picture = selfie(face.seed, seed=face.seed)
    return {"card": card, "face": snapshot(picture, seed=face.seed, difficulty=Difficulty.EASY)}


def _photo_of_card(role: Applicant) -> bytes:
    """Returns the photo of the applicant's card, or of another person's."""
    holder: Person = role.card_of or role.person
    kind = role.kind
    card = card_of(holder, kind)
    if kind is IdentityKind.FAMILY_CARD:
        card = replace(card, with_photo=False)
    drawn = draw_card(card, seed=holder.seed)
    photo = photograph(drawn, seed=holder.seed, difficulty=role.difficulty)
    return _blurred(photo) if role.blurred else photo


def _blurred(photo: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(photo)) as sharp:
        sharp.filter(ImageFilter.GaussianBlur(BLUR)).save(out, "JPEG", quality=85)
    return out.getvalue()
