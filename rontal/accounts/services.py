"""Making and changing accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from rontal.accounts import events
from rontal.accounts.errors import HasSignedIn, LoginNameTaken, WeakPassword
from rontal.accounts.models import StaffRole, User
from rontal.accounts.passwords import words_to_type
from rontal.accounts.reading_apps.services import forget_apps
from rontal.accounts.roles import Role
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.kernel.events import emit, emit_all
from rontal.kernel.models import Event
from rontal.standard.selectors import library


def check_password_strength(*, password: str) -> None:
    """Raises WeakPassword where the password is too short (10), too common or only digits."""
    try:
        validate_password(password)
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
    """Makes an account. Without a password nobody can sign in with one (a passkey, or later).

    Raises LoginNameTaken, WeakPassword.
    """
    if password is not None:
        check_password_strength(password=password)
    user = User(login_name=login_name, email=email.strip(), name=name, language=language)
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
    """An account for somebody who comes from another program and has not been here yet."""

    login_name: str
    email: str
    name: str


def create_unclaimed(*, people: Sequence[Unclaimed], actor: Actor) -> list[User]:
    """Makes accounts that nobody can sign in to, nor get a new password for, until each is
    claimed. Two statements, however many; raises IntegrityError where a login name is taken.
    """
    with transaction.atomic(savepoint=False):
        users = User.objects.bulk_create(
            User(
                login_name=one.login_name,
                email=one.email,
                name=one.name,
                password=make_password(None),
                is_active=False,
            )
            for one in people
        )
        emit_all(events.CREATED, actor=actor, subjects=users)
    return users


def claim(*, user_id: int, password: str, actor: Actor) -> User:
    """Opens an unclaimed account with the password that its person chose; raises WeakPassword."""
    check_password_strength(password=password)
    user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    emit(events.CLAIMED, actor=actor, subject=user)
    return user


def remove_unclaimed(*, user_ids: Iterable[int]) -> None:
    """Takes back accounts that `create_unclaimed` made and nobody has claimed."""
    User.objects.filter(pk__in=list(user_ids), is_active=False, last_login=None).delete()


def set_password(*, user: User, password: str) -> None:
    """Sets a password; raises WeakPassword."""
    check_password_strength(password=password)
    user.set_password(password)
    user.first_password_until = None
    user.save(update_fields=["password", "first_password_until"])


def give_first_password(*, user_id: int, actor: Actor) -> str:
    """A password that the library hands over on paper to somebody who has never signed in.

    Only its hash is kept; it opens for the library's number of days, and only to choose another.
    Giving one more makes the former void. Raises NotFound, and HasSignedIn where the person has a
    password of their own.
    """
    password = words_to_type()
    days = library().policies.first_password_days
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True, of=("self",))
        user = rows.filter(pk=user_id, is_active=True).first()
        if user is None:
            raise NotFound
        own = user.has_usable_password() and user.first_password_until is None
        if own or user.last_login is not None:
            raise HasSignedIn
        user.set_password(password)
        user.first_password_until = clock.now() + timedelta(days=days)
        user.save(update_fields=["password", "first_password_until"])
        emit(events.FIRST_PASSWORD, actor=actor, subject=user)
    return password


def rename(*, user_id: int, login_name: str, actor: Actor) -> None:
    """Gives an account another login name; raises LoginNameTaken."""
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
    """Gives an account another name or address; None leaves it. Twice changes nothing."""
    wanted = {"name": name, "email": email.strip() if email is not None else None}
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=user_id)
        changes = {
            key: value
            for key, value in wanted.items()
            if value is not None and value != getattr(user, key)
        }
        if changes:
            User.objects.filter(pk=user_id).update(**changes)
            data = {"fields": ",".join(sorted(changes))}
            emit(events.CORRECTED, actor=actor, subject=user, data=data)


def close(*, user_id: int, actor: Actor) -> None:
    """Ends sign-in for an account; twice changes nothing."""
    with transaction.atomic():
        if User.objects.filter(pk=user_id, is_active=True).update(is_active=False):
            emit(events.CLOSED, actor=actor, subject=User(pk=user_id))


def reopen(*, user_id: int, actor: Actor) -> None:
    """Lets an account sign in again; twice changes nothing."""
    with transaction.atomic():
        if User.objects.filter(pk=user_id, is_active=False).update(is_active=True):
            emit(events.REOPENED, actor=actor, subject=User(pk=user_id))


def erase(*, user_id: int, actor: Actor) -> None:
    """Ends sign-in and erases name, address, password, passkeys and reading apps; the login name
    stays taken.

    Twice changes nothing.
    """
    with transaction.atomic():
        close(user_id=user_id, actor=actor)
        Authenticator.objects.filter(user_id=user_id).delete()
        forget_apps(user_id=user_id)
        rows = User.objects.filter(pk=user_id).exclude(name="", email="", password="")
        if rows.update(name="", email="", password=""):
            emit(events.ERASED, actor=actor, subject=User(pk=user_id))


def add_staff(
    *, login_name: str, email: str, name: str, password: str, roles: list[Role], actor: Actor
) -> User:
    """Makes an account with staff roles; raises LoginNameTaken, WeakPassword."""
    with transaction.atomic():
        user = create(login_name=login_name, email=email, name=name, password=password, actor=actor)
        set_roles(user_id=user.pk, roles=roles, actor=actor)
    return user


def set_roles(*, user_id: int, roles: list[Role], actor: Actor) -> None:
    """Sets the staff roles of an account to exactly these."""
    with transaction.atomic():
        StaffRole.objects.filter(user_id=user_id).exclude(role__in=roles).delete()
        StaffRole.objects.bulk_create(
            [StaffRole(user_id=user_id, role=role) for role in roles], ignore_conflicts=True
        )
        data = {"roles": ",".join(sorted(roles))}
        emit(events.ROLES_SET, actor=actor, subject=User(pk=user_id), data=data)


def note_sign_in(*, user_id: int, actor: Actor) -> None:
    """Tells of the first sign-in after an account got its member number; others leave no trace."""
    told = Event.objects.filter(
        subject_type=User._meta.label_lower,
        subject_id=str(user_id),
        name__in=(events.RENAMED, events.FIRST_SIGN_IN),
    )
    if told.order_by("-pk").values_list("name", flat=True).first() == events.RENAMED:
        emit(events.FIRST_SIGN_IN, actor=actor, subject=User(pk=user_id))
