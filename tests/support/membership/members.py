"""Members in all states."""

from datetime import date, timedelta

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.selectors import today
from tests.support.membership import factories


def head() -> Actor:
    return factories.clerk(Role.HEAD)


def fresh(member: Member) -> Member:
    return Member.objects.select_related("application", "user").get(pk=member.pk)


def correct(member: Member, actor: Actor | None = None, **values: str) -> frozenset[str]:
    return services.correct_member(
        member_id=member.pk,
        revision=fresh(member).revision,
        values=values,
        reason="typing_mistake",
        actor=actor or factories.clerk(),
    )


def ending(member: Member, day: date) -> Member:
    """Sets the last day of a member and returns the member."""
    Member.objects.filter(pk=member.pk).update(valid_until=day)
    return fresh(member)


def expired() -> Member:
    member = ending(factories.member(), today() - timedelta(1))
    services.expire_memberships()
    return fresh(member)


def suspended(until: date | None = None, words: str = "Mari bicara.") -> Member:
    return services.suspend_member(
        member_id=factories.member().pk,
        reason="shared_access",
        words=words,
        until=until,
        actor=head(),
    )


def without_number() -> Member:
    """Creates a member as imported from another program: without a NIK and with few details."""
    member = factories.member()
    Member.objects.filter(pk=member.pk).update(nik_hash=b"")
    application = Application.objects.get(pk=member.application_id)
    application.details, application.nik_hash, application.origin = {}, b"", "import"
    application.save(update_fields=["details", "nik_hash", "origin"])
    return fresh(member)
