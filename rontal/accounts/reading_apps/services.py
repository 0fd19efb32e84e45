"""Creating and revoking access of reading apps."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from rontal.accounts.models import User
from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.reading_apps import events, rules, selectors
from rontal.accounts.reading_apps.errors import (
    AppNameMissing,
    AppNameTaken,
    TokenInvalid,
    TooManyApps,
)
from rontal.accounts.reading_apps.models import AppCode, AppPassword, AppToken
from rontal.accounts.reading_apps.selectors import Holder
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.events import emit
from rontal.standard.selectors import library


@dataclass(frozen=True)
class Tokens:
    """Tokens for an app; `seconds` is the lifetime of `access`."""

    access: str
    seconds: int
    refresh: str


def make_password(*, name: str, actor: Actor) -> tuple[AppPassword, str]:
    """Creates a password for one of the actor's apps. Returns the app and the password, which
    cannot be shown again.

    Raises AppNameMissing, AppNameTaken, TooManyApps; NotAllowed for actors without an account.
    """
    password = rules.secret()
    name = _clean_name(name)
    with transaction.atomic():
        user_id = _lock(actor)
        if _apps(user_id).filter(name=name).exists():
            raise AppNameTaken
        app = _add(user_id, name, password, actor)
    return app, password


def connect(*, name: str, challenge: str, actor: Actor) -> str:
    """Adds an app that the actor agreed to in the browser, and returns an authorization code for
    it. The app gets no password. `challenge` is what the app sent (RFC 7636, S256).

    A number is added to a name that is taken. Raises TooManyApps, NotAllowed.
    """
    code = rules.token()
    with transaction.atomic():
        user_id = _lock(actor)
        _revoke_expired(user_id, actor)
        name = _free_name(_clean_name(name or "OPDS"), user_id)
        app = _add(user_id, name, rules.secret(), actor, by_browser=True)
        AppCode.objects.create(
            app=app,
            digest=selectors.code_digest(code),
            challenge=challenge,
            ends_at=clock.now() + rules.CODE_LASTS,
        )
    return code


def redeem(*, code: str, verifier: str) -> Tokens:
    """Issues tokens for an authorization code and its verifier; raises TokenInvalid.

    A code works once. A second use shows that two parties have it: all tokens of the app end
    (RFC 6749, 4.1.2).
    """
    with transaction.atomic():
        rows = AppCode.objects.select_for_update(of=("self",)).select_related("app")
        live = rows.filter(app__revoked_at=None, app__user__is_active=True)
        found = live.filter(digest__in=selectors.code_digests(code)).first()
        if found is not None and found.used_at is not None:
            _end_tokens(found.app)
        elif found is not None and _opens(found, verifier):
            found.used_at = clock.now()
            found.save(update_fields=["used_at"])
            return _issue(found.app_id)
    raise TokenInvalid


def issue(*, holder: Holder) -> Tokens:
    """Issues an access token and a refresh token for an app that sent its password."""
    with transaction.atomic():
        return _issue(holder.app_id)


def renew(*, refresh: str) -> Tokens:
    """Issues new tokens for a refresh token; raises TokenInvalid.

    The same one may be used again for `REPEAT_LASTS`. Any other use of an old one shows that two
    parties have it: all tokens of the app end, and the app has to sign in again (RFC 9700,
    4.14.2). The same goes after the days of the policy `reading_app_days`.
    """
    with transaction.atomic():
        token = _refreshable(refresh)
        if token is not None and _may_exchange(token, refresh):
            return _exchange(token, refresh)
        if token is not None:
            _end_tokens(token.app)
    raise TokenInvalid


def record_app_use(*, holder: Holder) -> None:
    """Stores that the app was used today; writes at most once a day.

    A password whose hash is of a former hash key is hashed by the active one.
    """
    if holder.digest:
        AppPassword.objects.filter(pk=holder.app_id).update(digest=holder.digest)
    today = clock.now().astimezone(library().tz).date()
    if holder.last_used_on == today:
        return
    not_noted = Q(last_used_on=None) | Q(last_used_on__lt=today)
    AppPassword.objects.filter(not_noted, pk=holder.app_id).update(last_used_on=today)


def revoke(*, app_id: int, actor: Actor) -> None:
    """Revokes one of the actor's apps at once; a second call changes nothing. Raises NotFound."""
    with transaction.atomic():
        rows = AppPassword.objects.select_for_update(no_key=True, of=("self",))
        app = NotFound.if_none(rows.filter(pk=app_id, user_id=actor.id or 0).first())
        _revoke(app, actor)


def revoke_all(*, actor: Actor) -> None:
    """Revokes all of the actor's apps at once; a second call changes nothing."""
    with transaction.atomic():
        for app in _apps(actor.id or 0).select_for_update(no_key=True, of=("self",)):
            _revoke(app, actor)


def delete_apps(*, user_id: int) -> None:
    """Deletes all of a person's apps, when the account is erased."""
    AppPassword.objects.filter(user_id=user_id).delete()


def _lock(actor: Actor) -> int:
    """Locks the actor's account, so that apps are counted and added one at a time. Raises
    NotAllowed when it is closed.
    """
    rows = User.objects.select_for_update(no_key=True, of=("self",))
    user = NotAllowed.if_none(rows.filter(pk=actor.id or 0, is_active=True).first())
    return user.pk


def _apps(user_id: int) -> "QuerySet[AppPassword]":
    return AppPassword.objects.filter(user_id=user_id, revoked_at=None)


def _add(
    user_id: int, name: str, password: str, actor: Actor, *, by_browser: bool = False
) -> AppPassword:
    if _apps(user_id).count() >= rules.MAX_APPS:
        raise TooManyApps(limit=rules.MAX_APPS)
    app = AppPassword(
        user_id=user_id,
        name=name,
        digest=selectors.password_digest(password),
        by_browser=by_browser,
    )
    try:
        app.save(force_insert=True)
    except IntegrityError:  # The lock prevents this, except for code that takes another path.
        raise AppNameTaken from None
    emit(events.CREATED, actor=actor, subject=app)
    return app


def _issue(app_id: int) -> Tokens:
    now, token, renewing = clock.now(), rules.token(), rules.refresh_token()
    tokens = AppToken.objects.filter(app_id=app_id)
    expired = Q(ends_at__lte=now) & (Q(refresh_ends_at=None) | Q(refresh_ends_at__lte=now))
    tokens.filter(expired).delete()
    newest = tokens.order_by("-pk").values_list("pk", flat=True)[: rules.MAX_TOKENS - 1]
    tokens.exclude(pk__in=list(newest)).delete()
    AppToken.objects.create(
        app_id=app_id,
        digest=selectors.token_digest(token),
        refresh=selectors.token_digest(renewing),
        family=selectors.family_digest(renewing),
        ends_at=now + rules.TOKEN_LASTS,
        refresh_ends_at=_refresh_end(now, began=now),
        began_at=now,
    )
    return Tokens(token, int(rules.TOKEN_LASTS.total_seconds()), renewing)


def _refresh_end(now: datetime, *, began: datetime) -> datetime:
    """Returns when the next refresh token expires: never later than the policy allows."""
    longest = timedelta(days=AccountsPolicies.current().reading_app_days)
    return min(now + rules.REFRESH_LASTS, began + longest)


def _opens(code: AppCode, verifier: str) -> bool:
    challenge = rules.challenge_of(verifier)
    return clock.now() < code.ends_at and secrets.compare_digest(challenge, code.challenge)


def _end_tokens(app: AppPassword) -> None:
    """Deletes all tokens of an app, one of whose secrets was used twice."""
    AppToken.objects.filter(app=app).delete()
    emit(events.TOKEN_REUSED, actor=Actor.visitor(), subject=app)


def _refreshable(refresh: str) -> AppToken | None:
    """Locks and returns the token of this family, whichever refresh token of it is given."""
    rows = AppToken.objects.select_for_update(of=("self",)).select_related("app")
    longest = timedelta(days=AccountsPolicies.current().reading_app_days)
    now = clock.now()
    live = rows.filter(
        refresh_ends_at__gt=now,
        began_at__gt=now - longest,
        app__revoked_at=None,
        app__user__is_active=True,
    )
    return live.filter(family__in=selectors.family_digests(refresh)).first()


def _may_exchange(token: AppToken, refresh: str) -> bool:
    """Returns True for the current refresh token, and for the former one as long as a request may
    be repeated.
    """
    digests = selectors.token_digests(refresh)
    if token.refresh is not None and bytes(token.refresh) in digests:
        return True
    if token.former is None or token.renewed_at is None or bytes(token.former) not in digests:
        return False
    return clock.now() < token.renewed_at + rules.REPEAT_LASTS


def _exchange(token: AppToken, refresh: str) -> Tokens:
    """Replaces the access token, and the refresh token by its following one."""
    now, access = clock.now(), rules.token()
    stored = bytes(token.refresh) if token.refresh is not None else None
    following = selectors.following(refresh, stored)
    if stored not in selectors.token_digests(following):
        digest = selectors.token_digest(following)
        token.former, token.refresh, token.renewed_at = token.refresh, digest, now
    token.digest = selectors.token_digest(access)
    token.ends_at = now + rules.TOKEN_LASTS
    token.refresh_ends_at = _refresh_end(now, began=token.began_at)
    token.save(
        update_fields=["digest", "refresh", "former", "renewed_at", "ends_at", "refresh_ends_at"]
    )
    return Tokens(access, int(rules.TOKEN_LASTS.total_seconds()), following)


def _revoke(app: AppPassword, actor: Actor) -> None:
    if app.revoked_at is not None:
        return
    AppToken.objects.filter(app=app).delete()
    AppCode.objects.filter(app=app).delete()
    app.revoked_at = clock.now()
    app.save(update_fields=["revoked_at"])
    emit(events.REVOKED, actor=actor, subject=app)


def _revoke_expired(user_id: int, actor: Actor) -> None:
    """Revokes apps that were connected by the browser and have nothing left to sign in with, so
    that they do not count towards the limit.
    """
    now, app_id = clock.now(), OuterRef("pk")
    lasting = Q(ends_at__gt=now) | Q(refresh_ends_at__gt=now)
    tokens = AppToken.objects.filter(lasting, app=app_id)
    codes = AppCode.objects.filter(app=app_id, ends_at__gt=now, used_at=None)
    for app in _apps(user_id).filter(~Exists(tokens), ~Exists(codes), by_browser=True):
        _revoke(app, actor)


def _free_name(name: str, user_id: int) -> str:
    taken = set(_apps(user_id).values_list("name", flat=True))
    if name not in taken:
        return name
    stem = name[: rules.MAX_NAME_LENGTH - 4]
    return next(
        numbered
        for number in range(2, len(taken) + 3)
        if (numbered := f"{stem} {number}") not in taken
    )


def _clean_name(name: str) -> str:
    """Returns the name on one line, without control characters and cut to the limit."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not clean:
        raise AppNameMissing
    return clean[: rules.MAX_NAME_LENGTH].rstrip()
