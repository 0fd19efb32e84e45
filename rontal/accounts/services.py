"""Creating and changing accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rontal.accounts import events
from rontal.accounts.errors import HasSignedIn, LoginNameTaken, WeakPassword
from rontal.accounts.models import User
from rontal.accounts.open_sessions.services import end_sessions
from rontal.accounts.passwords import typeable_password
from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.reading_apps.services import delete_apps
from rontal.accounts.roles import FactorLoss, Role
from rontal.accounts.security_events import PASSWORD_SET
from rontal.accounts.single_sign_on.services import delete_links
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.events import emit, emit_all
from rontal.core.models import Event
from rontal.core.statements import BATCH


def check_password_strength(*, password: str, user: User | None = None) -> None:
    """Raises WeakPassword for a password that is too short (10) or easy to guess, also by what is
    known of `user`.
    """
    try:
        validate_password(password, user)
    except ValidationError:
        raise WeakPassword from None


def create(
    *,
    login_name: str,
    email: str,
    name: str,
    password: str | None,
    actor: Actor,
    language: str = "id",
) -> User:
    """Creates an account. Without a password, the person signs in by a passkey or sets one later.

    Raises LoginNameTaken, WeakPassword.
    """
    user = User(login_name=login_name, email=email.strip(), name=name, language=language)
    if password is not None:
        check_password_strength(password=password, user=user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            emit(events.CREATED, actor=actor, subject=user)
    except IntegrityError:
        raise LoginNameTaken from None
    return user


@dataclass(frozen=True)
class Unclaimed:
    """Account to create for a person imported from another program."""

    login_name: str
    email: str
    name: str


def create_unclaimed(*, people: Sequence[Unclaimed], actor: Actor) -> list[User]:
    """Creates inactive accounts without a password; each is activated when its person claims it.
    Two statements for any number; raises IntegrityError when a login name is taken.
    """
    with transaction.atomic(savepoint=False):
        users = User.objects.bulk_create(
            [
                User(
                    login_name=one.login_name,
                    email=one.email,
                    name=one.name,
                    password=make_password(None),
                    is_active=False,
                )
                for one in people
            ],
            batch_size=BATCH,
        )
        emit_all(events.CREATED, actor=actor, subjects=users)
    return users


def claim(*, user_id: int, password: str, actor: Actor) -> User:
    """Activates an unclaimed account with the password of its person; raises WeakPassword."""
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
    check_password_strength(password=password, user=user)
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    emit(events.CLAIMED, actor=actor, subject=user)
    return user


def remove_unclaimed(*, user_ids: Iterable[int]) -> None:
    """Deletes those of the accounts that `create_unclaimed` made and nobody has claimed."""
    User.objects.filter(pk__in=list(user_ids), is_active=False, last_login=None).delete()


def set_password(*, user: User, password: str) -> None:
    """Sets the password of a person who has just followed a link; raises WeakPassword."""
    check_password_strength(password=password, user=user)
    user.set_password(password)
    user.first_password_until = None
    with transaction.atomic():
        user.save(update_fields=["password", "first_password_until"])
        emit(PASSWORD_SET, actor=Actor.person(user.pk), subject=user, data={"how": "link"})


def issue_first_password(*, user_id: int, actor: Actor) -> str:
    """Creates a first password, printed on paper for a person who never signed in.

    Only its hash is stored; it is valid for the number of days in the library's policies, and only
    for choosing another. A new one replaces the former. Raises NotFound, and HasSignedIn when the
    person has a password of their own or has signed in.
    """
    password = typeable_password()
    days = AccountsPolicies.current().first_password_days
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True, of=("self",))
        user = NotFound.if_none(rows.filter(pk=user_id, is_active=True).first())
        has_own_password = user.has_usable_password() and user.first_password_until is None
        if has_own_password or user.last_login is not None:
            raise HasSignedIn
        user.set_password(password)
        user.first_password_until = clock.now() + timedelta(days=days)
        user.save(update_fields=["password", "first_password_until"])
        emit(events.FIRST_PASSWORD, actor=actor, subject=user)
    return password


def rename(*, user_id: int, login_name: str, actor: Actor) -> None:
    """Changes the login name of an account; raises LoginNameTaken."""
    user = User.objects.get(pk=user_id)
    try:
        with transaction.atomic():
            User.objects.filter(pk=user_id).update(login_name=login_name)
            emit(events.RENAMED, actor=actor, subject=user)
    except IntegrityError:
        raise LoginNameTaken from None


def correct(
    *, user_id: int, name: str | None = None, email: str | None = None, actor: Actor
) -> None:
    """Changes name or e-mail address of an account; None leaves a value unchanged. Deletes
    allauth's row about a former address. A second call with the same values changes nothing.
    """
    values = {"name": name, "email": email.strip() if email is not None else None}
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
        changes = {
            key: value
            for key, value in values.items()
            if value is not None and value != getattr(user, key)
        }
        if changes:
            User.objects.filter(pk=user_id).update(**changes)
            if "email" in changes:
                EmailAddress.objects.filter(user_id=user_id).delete()
            data = {"fields": ",".join(sorted(changes))}
            emit(events.CORRECTED, actor=actor, subject=user, data=data)


def confirm_address(*, user_id: int) -> None:
    """Stores that the person opened a link that was mailed to the account's address."""
    user, values = User.objects.get(pk=user_id), {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=values)


def close(*, user_id: int, actor: Actor) -> None:
    """Deactivates an account, ends its sessions and deletes its links to identity providers; a
    second call changes nothing.
    """
    with transaction.atomic():
        end_sessions(user_id=user_id)
        delete_links(user_id=user_id)
        if User.objects.filter(pk=user_id, is_active=True).update(is_active=False):
            emit(events.CLOSED, actor=actor, subject=User(pk=user_id))


def close_for_good(*, user_id: int, actor: Actor) -> None:
    """Closes an account and erases whatever it could sign in with: password, passkeys, second
    factors, confirmed addresses, reading apps and links to identity providers. Name and address
    stay, for the last mail.

    A second call changes nothing.
    """
    with transaction.atomic():
        close(user_id=user_id, actor=actor)
        Authenticator.objects.filter(user_id=user_id).delete()
        EmailAddress.objects.filter(user_id=user_id).delete()
        delete_apps(user_id=user_id)
        User.objects.filter(pk=user_id).exclude(password="").update(password="")


def reopen(*, user_id: int, actor: Actor) -> None:
    """Activates a closed account again; a second call changes nothing."""
    with transaction.atomic():
        if User.objects.filter(pk=user_id, is_active=False).update(is_active=True):
            emit(events.REOPENED, actor=actor, subject=User(pk=user_id))


def erase(*, user_id: int, actor: Actor) -> None:
    """Deactivates an account and erases name, e-mail address, password, passkeys, reading apps and
    links to identity providers.
    The login name stays taken.

    A second call changes nothing.
    """
    with transaction.atomic():
        close_for_good(user_id=user_id, actor=actor)
        rows = User.objects.filter(pk=user_id).exclude(name="", email="")
        if rows.update(name="", email=""):
            emit(events.ERASED, actor=actor, subject=User(pk=user_id))


def add_staff(
    *, login_name: str, email: str, name: str, password: str, roles: list[Role], actor: Actor
) -> User:
    """Creates an account with staff roles; raises LoginNameTaken, WeakPassword."""
    with transaction.atomic():
        user = create(login_name=login_name, email=email, name=name, password=password, actor=actor)
        return set_roles(user_id=user.pk, roles=roles, actor=actor)


def remove_second_factors(*, user_id: int, reason: FactorLoss, actor: Actor) -> int:
    """Removes authenticator app, passkeys and recovery codes of a member of staff who has lost
    them, and ends the sessions of the account. Returns the number of what was removed.

    Raises NotAllowed for anybody but administrators and for their own account, NotFound for an
    account without a role.
    """
    if actor.is_staff and (actor.id == user_id or not actor.has_any(Role.ADMINISTRATOR)):
        raise NotAllowed
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True, of=("self",))
        user = NotFound.if_none(rows.filter(pk=user_id).exclude(roles=[]).first())
        number: int = Authenticator.objects.filter(user=user).delete()[0]
        end_sessions(user_id=user_id)
        if number:
            emit(events.FACTOR_LOST, actor=actor, subject=user, data={"reason": reason.value})
    return number


def set_roles(*, user_id: int, roles: list[Role], actor: Actor) -> User:
    """Sets the staff roles of an account to exactly these, and ends its sessions, whose limits
    depend on them; returns the account.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        before, user.roles = set(user.roles), sorted(roles)
        user.save(update_fields=["roles"])
        end_sessions(user_id=user_id)
        now = set(user.roles)
        changes = {"roles": now, "roles_given": now - before, "roles_taken": before - now}
        data = {name: ",".join(sorted(values)) for name, values in changes.items()}
        emit(events.ROLES_SET, actor=actor, subject=user, data=data)
    return user


def note_sign_in(*, user_id: int, actor: Actor) -> None:
    """Emits an event for the first sign-in after an account was renamed to its member number."""
    events_of_account = Event.objects.filter(
        subject_type=User._meta.label_lower,
        subject_id=str(user_id),
        name__in=(events.RENAMED, events.FIRST_SIGN_IN),
    )
    if events_of_account.order_by("-pk").values_list("name", flat=True).first() == events.RENAMED:
        emit(events.FIRST_SIGN_IN, actor=actor, subject=User(pk=user_id))
