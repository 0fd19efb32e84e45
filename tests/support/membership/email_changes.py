"""Changes of an e-mail address."""

from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.models import Member
from rontal.membership.suspensions import EmailChange
from tests.support.membership.members import fresh

VISITOR = Actor.visitor()


NEW = "baru@contoh.example"


def person(member: Member) -> Actor:
    return Actor.person(member.user_id)


def ask(member: Member, email: str = NEW) -> None:
    services.ask_own_email(email=email, actor=person(member))


def confirm() -> Member:
    return services.confirm_email(token=EmailChange.objects.get().token, actor=VISITOR)


def changed(member: Member, email: str = NEW) -> str:
    """Changes the address, confirmed; returns the former one."""
    former = fresh(member).application.email
    ask(member, email)
    confirm()
    return former


DENPASAR = {"province": "51", "regency": "5171", "district": "517101"}
