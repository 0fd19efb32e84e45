"""Factories for tickets, which call the services."""

import io
from itertools import count

import pikepdf

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.feedback import services
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Channel, Kind
from rontal.feedback.scanner import EICAR
from rontal.feedback.services.opening import Opened, Report
from tests.support.accounts.factories import staff

VISITOR = Actor.visitor()
NUMBERS = count(1)
NAME, EMAIL, PHONE = "Ni Nyoman Rahayu", "rahayu@contoh.example", "0812 9876 5432"
WORDS = "Kipas angin di ruang baca anak mati sejak Senin."
CONTACT = {"name": NAME, "email": EMAIL, "phone": PHONE}


def report(**changes) -> Report:
    values = {
        "kind": Kind.COMPLAINT,
        "category": Category.BUILDING,
        "topic": "Kipas angin",
        "words": WORDS,
    }
    return Report(**values | changes)


def opened(*, key: str = "", actor: Actor = VISITOR, **changes) -> Opened:
    key = key or f"form-{next(NUMBERS)}"
    return services.open_ticket(report=report(**changes), key=key, actor=actor)


def ticket(**changes) -> Ticket:
    return Ticket.objects.get(pk=opened(**changes).ticket_id)


def actor_of(user: User, *roles: Role) -> Actor:
    return Actor.staff(user.pk, frozenset(roles or (Role.CLERK,)))


def clerk(*roles: Role) -> Actor:
    return actor_of(staff(*roles), *roles)


def ticket_in_progress(by: Actor | None = None, **changes) -> tuple[Ticket, Actor]:
    by = by or clerk()
    new_ticket = ticket(**changes)
    return services.take(ticket_id=new_ticket.pk, actor=by), by


def answered(by: Actor | None = None, words: str = "Sudah diperbaiki.", **changes):
    ticket_answered, by = ticket_in_progress(by, **changes)
    services.answer(ticket_id=ticket_answered.pk, words=words, actor=by)
    ticket_answered.refresh_from_db()
    return ticket_answered, by


def pdf(*, armed: bool = False, pages: int = 1) -> bytes:
    """Creates a PDF; an armed one has a script, an embedded file and an author."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    if armed:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        document.Root.OpenAction = script
        document.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script]))
        )
        document.attachments["rahasia.exe"] = b"MZ hidden program"
        document.docinfo["/Author"] = "Penulis Rahasia"
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 10, 10],
            A=launch,
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def eicar() -> bytes:
    return EICAR


__all__ = ["Channel", "Kind", "Category"]
