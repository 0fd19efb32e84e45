"""A person with a mark in every value that people can type, who uses all parts of the product."""

import io
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from idcard.geometry import Quad
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field, Value
from rontal.accounts.reading_apps import services as reading_apps
from rontal.accounts.roles import Role
from rontal.catalogue.models import Agent
from rontal.core.actors import Actor
from rontal.data_requests import services as data_requests
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestAct, RequestKind
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Kind
from rontal.feedback.services.opening import Report
from rontal.feedback.steps.following import form_of
from rontal.feedback.survey import services as survey
from rontal.feedback.survey import tokens
from rontal.feedback.survey.models import Invitation
from rontal.lending import services as lending
from rontal.lending.services import reading_lists
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import Slot
from rontal.notifications import services as notifications
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.reading import services as reading
from rontal.reading.models import Mark
from rontal.verification.models import PhotoReading
from tests.support.catalogue import factories as catalogue
from tests.support.feedback.survey.factories import ALL_GOOD
from tests.support.lending.factories import lendable
from tests.support.membership import factories
from tests.support.privacy.erasure.passing_time import run_jobs
from tests.support.reading.marks import change
from tests.support.web.visitors import client_of

MARK = "zqjxk"
NIK, PHONE = "5102055705904771", "0813 7766 4455"
WORDS = (MARK, NIK, "81377664455", "7766 4455")
"""What a trace of the person contains."""
EMAIL = f"{MARK}.sari@contoh.example"
TYPED_LIKE = EMAIL.upper()
VALUES = {
    "number": NIK,
    "name": f"{MARK.title()} Sari",
    "birth_place": f"{MARK.title()} Lahir",
    "email": EMAIL,
    "phone": PHONE,
    "street": f"Jl. {MARK.title()} No. 4",
    "village": f"{MARK.title()} Peken",
}
GUARDIAN_MARK = "wqzvk"
"""What a trace of the guardian contains, besides the mark of the child."""
CHILD = {
    "number": "5102050203144771",
    "birth_date": "2014-03-02",
    "guardian_name": f"{MARK.title()} {GUARDIAN_MARK.title()}",
    "guardian_relation": "mother",
    "guardian_email": f"{MARK}.{GUARDIAN_MARK}@contoh.example",
}
CHILD_WORDS = (*WORDS, CHILD["number"])


def values(**changes: str) -> dict[str, str]:
    return factories.values(**VALUES | changes)


def child_values(**changes: str) -> dict[str, str]:
    return factories.child_values(**VALUES | CHILD | changes)


def child(**changes: str) -> Member:
    """Creates a member whose guardian consented."""
    row = factories.member(child_values(**changes))
    run_jobs()
    return row


def answer_requests_of(row: Member) -> None:
    """Answers what is asked about the data of this member."""
    clerk = factories.clerk()
    for request_id in DataRequest.objects.filter(account=row.user_id).values_list("pk", flat=True):
        data_requests.take(request_id=request_id, actor=clerk)
        data_requests.fulfil(
            request_id=request_id,
            acts=[RequestAct.COPY_GIVEN],
            words=f"Wali {MARK}, sudah.",
            actor=clerk,
        )


def use_guardian_page(row: Member) -> Client:
    """Asks for the guardian's link, opens and uses every part of the page; returns the browser."""
    browser = Client()
    browser.post("/keluarga/", {"email": CHILD["guardian_email"]})
    run_jobs()
    token = factories.token(row.application, "guardian_page")
    browser.post(f"/keluarga/masuk/{token}/")
    path = f"/keluarga/anak/{row.application.code}/"
    assert MARK in browser.get("/keluarga/").content.decode().lower()
    assert MARK in browser.get(f"{path}unduh/").content.decode().lower()
    words = {"kind": "copy", "words": f"Saya wali {MARK}.", "key": uuid4().hex}
    assert browser.post(f"{path}permintaan/", words, follow=True).status_code == 200
    answer_requests_of(row)
    browser.post(f"{path}cabut/face_comparison/", follow=True)
    assert browser.get(path).status_code == 200
    run_jobs()
    return browser


def photo() -> bytes:
    """Creates a photo whose metadata names the person."""
    image = Image.linear_gradient("L").resize((240, 200)).convert("RGB")
    notes = Image.Exif()
    notes[0x010E] = f"{MARK} description"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes, comment=MARK.encode())
    return out.getvalue()


def start_form(**changes: str) -> Client:
    """Types the form in a browser and leaves it."""
    visitor = Client()
    visitor.get("/daftar/")
    draft = services.start_draft(language="id")
    services.save_draft(draft_id=draft.pk, changes=values(**changes))
    for slot in Slot:
        services.attach_photo(draft_id=draft.pk, slot=slot, content=io.BytesIO(photo()))
    return visitor


def in_review(typed: dict[str, str] | None = None) -> Application:
    """Creates the application, worked on at the desk."""
    application = factories.in_review(typed or values())
    place = Quad.of([(0.1, 0.1), (0.4, 0.1), (0.4, 0.15), (0.1, 0.15)])
    name = Value(VALUES["name"], VALUES["name"], 0.99, True, place)
    card = CardReading(kind=IdentityKind.KTP, values={Field.NAME: name})
    found = {"slot": Slot.CARD, "found": card.to_json()}
    PhotoReading.objects.update_or_create(file=application.card_photo, defaults=found)
    clerk = factories.clerk()
    services.write_note(application_id=application.pk, text=f"Bu {MARK} datang", actor=clerk)
    desk = client_of(clerk)
    desk.get(f"/meja/permohonan/{application.code}/")
    desk.get("/meja/", {"kata": VALUES["name"]})
    return application


def corrected(application: Application) -> Application:
    """Sends the application back with words about the person, who begins a correction."""
    words = f"Ibu {MARK}, foto kartu gelap."
    services.ask_correction(
        application_id=application.pk,
        reasons=["photo_card_unreadable"],
        words=words,
        actor=factories.clerk(),
    )
    actor = factories.applicant(application)
    draft = services.start_correction(application_id=application.pk, actor=actor)
    services.save_draft(draft_id=draft.pk, changes={"street": f"Gang {MARK}"})
    return application


def member(typed: dict[str, str] | None = None) -> Member:
    """Creates the member, who has signed in."""
    application = in_review(typed)
    row = services.approve(application_id=application.pk, actor=factories.clerk())
    run_jobs()
    row.user.set_password(factories.PASSWORD)
    row.user.save(update_fields=["password"])
    Client().post("/masuk/", {"login": TYPED_LIKE, "password": "bukan kata sandinya"})
    Client().post("/sandi/lupa/", {"email": TYPED_LIKE})
    browser = Client()
    done = browser.post("/masuk/", {"login": TYPED_LIKE, "password": factories.PASSWORD})
    assert done.status_code == 302
    use_account(row, browser)
    use_library(row, browser)
    ask_for_the_data(row)
    return Member.objects.get(pk=row.pk)


def use_account(row: Member, browser: Client) -> None:
    """Uses the account: second factors, reading apps, messages, an address to be confirmed."""
    actor = Actor.person(row.user_id)
    TOTP.activate(row.user, "JBSWY3DPEHPK3PXP")
    passkey = {"name": f"Ponsel {MARK}", "credential": {}}
    Authenticator.objects.create(user=row.user, type=Authenticator.Type.WEBAUTHN, data=passkey)
    reading_apps.make_password(name=f"Aplikasi {MARK}", actor=actor)
    switches = {(Purpose.MEMBERSHIP, ChannelName.PUSH): True}
    notifications.choose(switches=switches, show_titles=True, actor=actor)
    notifications.give_whatsapp_consent(number=PHONE, purposes=[Purpose.MEMBERSHIP], actor=actor)
    head = factories.clerk(Role.HEAD)
    staff = client_of(head)
    found = staff.post("/meja/anggota/cari/", {"apa": f"{VALUES['name']} di Tabanan"}, follow=True)
    assert MARK in found.content.decode().lower()
    staff.post("/meja/anggota/cari/", {"apa": NIK})
    staff.logout()  # the search text is in the session of the clerk
    services.correct_member(
        member_id=row.pk,
        revision=row.revision,
        values={"email": f"{MARK}.baru@contoh.example"},
        reason="asked",
        actor=head,
    )
    services.suspend_member(
        member_id=row.pk, reason="shared_access", words=f"Ibu {MARK}", until=None, actor=head
    )
    services.lift_suspension(member_id=row.pk, actor=head)
    browser.get("/akun/data/")
    browser.get("/akun/data/unduh/")


def use_library(row: Member, browser: Client) -> None:
    """Searches, borrows, reads, marks, waits, follows, answers the survey."""
    actor = Actor.person(row.user_id)
    browser.get("/koleksi/", {"q": f"buku {MARK}"})
    title, taken, listed = lendable(), lendable(), catalogue.title()
    browser.get(f"/koleksi/{title.pk}/{title.slug}/")
    loan = lending.borrow(title_id=title.pk, actor=actor)
    reading.store_position(
        loan_id=loan.pk, cfi="epubcfi(/6/4!/4/2/1:0)", fraction=0.2, actor=actor, device="a" * 16
    )
    mark = change(uuid4(), quote=f"kutipan {MARK}", note=f"catatan {MARK}")
    reading.store_marks(loan_id=loan.pk, changes=[mark], actor=actor)
    lending.borrow(title_id=taken.pk, actor=Actor.person(factories.member().user_id))
    lending.place_hold(title_id=taken.pk, actor=actor)
    reading_lists.add_to_list(title_id=listed.pk, actor=actor)
    lending.keep_history(actor=actor)
    author = Agent.objects.order_by("pk").first()
    assert author is not None
    notifications.follow(actor=actor, agent_id=author.pk)
    answer_survey(row.user_id)
    assert Mark.objects.filter(member=row).exists()


def ask_for_the_data(row: Member) -> None:
    """Asks for a copy of the data while signed in, replies, and is answered."""
    actor, clerk = Actor.person(row.user_id), factories.clerk()
    words = f"Saya {MARK}, mohon salinan."
    opened = data_requests.open_own_request(
        kind=RequestKind.COPY, words=words, key=uuid4().hex, actor=actor
    )
    data_requests.take(request_id=opened.request_id, actor=clerk)
    data_requests.add_note(request_id=opened.request_id, words=f"Bu {MARK}", actor=clerk)
    data_requests.add_reply(request_id=opened.request_id, words=f"NIK {NIK}", actor=actor)
    data_requests.fulfil(
        request_id=opened.request_id,
        acts=[RequestAct.COPY_GIVEN],
        words=f"Bu {MARK}, sudah.",
        actor=clerk,
    )
    run_jobs()


def answer_survey(account_id: int) -> None:
    """Answers the invitation after the decision, and writes something at the end."""
    invitation = Invitation.objects.get(account_id=account_id)
    token = tokens.invitation_token(invitation.pk)
    survey.answer(token=token, choices=ALL_GOOD, about={}, words=f"Saya {MARK}, terima kasih")


def complain() -> tuple[Ticket, Actor]:
    """Complains with name, contact and a photo; an answer and a note of staff follow."""
    visitor, key = Client(), uuid4().hex
    form = form_of(key)
    file = SimpleUploadedFile(f"{MARK}.jpg", photo(), "image/jpeg")
    feedback.upload(form=form, content=file, actor=Actor.visitor())
    report = Report(
        kind=Kind.COMPLAINT,
        category=Category.BUILDING,
        topic=f"Kipas {MARK}",
        words=f"Saya {MARK}, kipas angin mati.",
        name=VALUES["name"],
        email=EMAIL,
        phone=PHONE,
    )
    opened = feedback.open_ticket_of_form(report=report, key=key, actor=Actor.visitor())
    clerk = factories.clerk()
    feedback.take(ticket_id=opened.ticket_id, actor=clerk)
    feedback.add_note(ticket_id=opened.ticket_id, words=f"Bu {MARK}", actor=clerk)
    feedback.answer(ticket_id=opened.ticket_id, words=f"Bu {MARK}, sudah.", actor=clerk)
    visitor.post("/saran/lacak/", {"code": opened.code, "secret": opened.follow_code})
    run_jobs()
    return Ticket.objects.get(pk=opened.ticket_id), clerk
