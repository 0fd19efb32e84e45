"""Tests for reading apps' passwords: shown once, found by one query, revoked at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from hypothesis import given
from hypothesis import strategies as st

from rontal.accounts import services as accounts
from rontal.accounts.policies import AccountsPolicies
from rontal.accounts.reading_apps import rules, selectors, services
from rontal.accounts.reading_apps.errors import (
    AppNameMissing,
    AppNameTaken,
    TokenInvalid,
    TooManyApps,
)
from rontal.accounts.reading_apps.models import AppPassword, AppToken
from rontal.accounts.selectors import reset_path
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.models import Event
from tests.support.accounts import factories

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The example of RFC 7636, appendix B."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return Actor.person(factories.person().pk)


def holder(password):
    user = selectors.holder_of_password(password)
    assert user is not None
    return user


def test_app_password_identifies_its_owner_in_one_query(actor, django_assert_num_queries):
    app, password = services.make_password(name="Thorium", actor=actor)
    with django_assert_num_queries(1):
        user = selectors.holder_of_password(password)
    assert (user.app_id, user.user_id, user.is_active) == (app.pk, actor.id, True)


def test_app_password_is_stored_nowhere_in_plain_text(actor):
    app, password = services.make_password(name="Thorium", actor=actor)
    row = AppPassword.objects.filter(pk=app.pk).values().get()
    assert password not in str(row)
    assert password.encode() not in bytes(row["digest"])
    assert not any(password in str(event.data) for event in Event.objects.all())


def test_app_password_is_read_however_it_is_typed(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    shown = rules.in_groups(password)
    assert len(shown.split("-")) == 7
    misread = shown.replace("0", "O").replace("1", "l")
    for typed in (shown, shown.upper(), f" {shown.replace('-', ' ')}\n", misread):
        assert holder(typed).user_id == actor.id


def test_app_passwords_are_unique():
    secrets = {rules.secret() for _ in range(1_000)}
    assert len(secrets) == 1_000
    assert rules.LENGTH * 5 >= 128


@pytest.mark.whole
@given(st.text(max_size=300))
def test_any_typed_text_is_parsed_without_an_error(typed):
    normalized = rules.normalized_password(typed)
    assert normalized == "" or len(normalized) == rules.LENGTH


def test_malformed_app_password_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        for typed in ("", "x", "ä" * 28, "0" * 10_000, "\x00" * 28):
            assert selectors.holder_of_password(typed) is None


def test_accounts_sharing_an_address_are_distinguished_by_password():
    mother, child = (factories.person(email="keluarga@contoh.id") for _ in range(2))
    passwords = {
        person.pk: services.make_password(name="Thorium", actor=Actor.person(person.pk))[1]
        for person in (mother, child)
    }
    for pk, password in passwords.items():
        assert holder(password).user_id == pk


def test_revoked_app_stays_revoked(actor):
    app, password = services.make_password(name="Thorium", actor=actor)
    token = services.issue(holder=holder(password))
    services.revoke(app_id=app.pk, actor=actor)
    services.revoke(app_id=app.pk, actor=actor)
    assert selectors.holder_of_password(password) is None
    assert selectors.holder_of_token(token.access) is None
    with pytest.raises(TokenInvalid):
        services.renew(refresh=token.refresh)
    assert Event.objects.filter(name="app_password:revoked").count() == 1
    assert selectors.apps_of(actor.id) == []


def test_app_of_another_account_cannot_be_revoked(actor):
    app, password = services.make_password(name="Thorium", actor=actor)
    for other in (Actor.person(factories.person().pk), Actor.visitor()):
        with pytest.raises(NotFound):
            services.revoke(app_id=app.pk, actor=other)
    assert holder(password)


def test_form_sent_twice_creates_one_app(actor):
    services.make_password(name="Thorium", actor=actor)
    with pytest.raises(AppNameTaken):
        services.make_password(name=" Thorium\n", actor=actor)
    assert len(selectors.apps_of(actor.id)) == 1


def test_name_of_a_revoked_app_can_be_used_again(actor):
    app, _password = services.make_password(name="Thorium", actor=actor)
    services.revoke(app_id=app.pk, actor=actor)
    again, _password = services.make_password(name="Thorium", actor=actor)
    assert selectors.apps_of(actor.id) == [again]


def test_app_needs_a_name(actor):
    with pytest.raises(AppNameMissing):
        services.make_password(name=" \x00\t", actor=actor)


def test_long_app_name_is_cut_to_the_width_of_lists(actor):
    app, _password = services.make_password(name="n" * 500, actor=actor)
    assert len(app.name) == rules.MAX_NAME_LENGTH


def test_account_has_at_most_twenty_apps(actor):
    for number in range(rules.MAX_APPS):
        services.make_password(name=f"Aplikasi {number}", actor=actor)
    with pytest.raises(TooManyApps):
        services.make_password(name="Satu lagi", actor=actor)
    with pytest.raises(TooManyApps):
        services.connect(name="Satu lagi", challenge=CHALLENGE, actor=actor)


def test_visitor_and_closed_account_can_add_no_app(actor):
    accounts.close(user_id=actor.id, actor=actor)
    for nobody in (actor, Actor.visitor()):
        with pytest.raises(NotAllowed):
            services.make_password(name="Thorium", actor=nobody)


def test_closed_account_is_reported_as_closed(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    tokens = services.issue(holder=holder(password))
    accounts.close(user_id=actor.id, actor=actor)
    assert holder(password).is_active is False
    assert selectors.holder_of_token(tokens.access).is_active is False
    with pytest.raises(TokenInvalid):
        services.renew(refresh=tokens.refresh)


def test_erasing_an_account_erases_its_apps(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    services.issue(holder=holder(password))
    accounts.erase(user_id=actor.id, actor=actor)
    assert not AppPassword.objects.exists()
    assert not AppToken.objects.exists()


def test_last_use_is_written_once_a_day(actor, django_assert_num_queries):
    app, password = services.make_password(name="Thorium", actor=actor)
    with django_assert_num_queries(1):
        services.record_app_use(holder=holder_without_query(app))
    today = AppPassword.objects.get(pk=app.pk).last_used_on
    assert today is not None
    known = holder(password)
    with django_assert_num_queries(0):
        services.record_app_use(holder=known)
    with clock.frozen_at(clock.now() + timedelta(days=1)):
        services.record_app_use(holder=known)
    assert AppPassword.objects.get(pk=app.pk).last_used_on == today + timedelta(days=1)


def holder_without_query(app):
    return selectors.Holder(app.pk, app.user_id, True, None)


def test_a_token_lasts_a_day_and_is_renewed(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    first = services.issue(holder=holder(password))
    assert selectors.holder_of_token(first.access).user_id == actor.id
    later = clock.now() + rules.TOKEN_LASTS + timedelta(minutes=1)
    with clock.frozen_at(later):
        assert selectors.holder_of_token(first.access) is None
        second = services.renew(refresh=first.refresh)
        assert selectors.holder_of_token(second.access).user_id == actor.id
    with clock.frozen_at(later + rules.REFRESH_LASTS), pytest.raises(TokenInvalid):
        services.renew(refresh=second.refresh)


def test_renewal_whose_response_was_lost_can_be_repeated(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    first = services.issue(holder=holder(password))
    services.renew(refresh=first.refresh)
    again = services.renew(refresh=first.refresh)
    assert selectors.holder_of_token(again.access)
    assert selectors.holder_of_token(first.access) is None


def test_refresh_token_ends_with_its_use_and_a_repeat_does_not_prolong_it(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    first, start = services.issue(holder=holder(password)), clock.now()
    with clock.frozen_at(start):
        second = services.renew(refresh=first.refresh)
        assert second.refresh != first.refresh
    with clock.frozen_at(start + rules.REPEAT_LASTS / 2):
        repeated = services.renew(refresh=first.refresh)
        assert repeated.refresh == second.refresh, "both answers serve"
        assert repeated.access != second.access
    with clock.frozen_at(start + rules.REPEAT_LASTS), pytest.raises(TokenInvalid):
        services.renew(refresh=first.refresh)
    with pytest.raises(TokenInvalid):
        services.renew(refresh=second.refresh)


@pytest.mark.parametrize("renewals", [1, 2, 5])
def test_stolen_refresh_token_ends_all_tokens_of_the_app_and_no_others(actor, renewals):
    app, password = services.make_password(name="Thorium", actor=actor)
    _other, password_of_other = services.make_password(name="KOReader", actor=actor)
    stolen, start = services.issue(holder=holder(password)), clock.now()
    other = services.issue(holder=holder(password_of_other))
    renewed = stolen
    for _time in range(renewals):
        renewed = services.renew(refresh=renewed.refresh)
    with clock.frozen_at(start + rules.REPEAT_LASTS * 2):
        with pytest.raises(TokenInvalid):
            services.renew(refresh=stolen.refresh)
        assert selectors.holder_of_token(renewed.access) is None
        with pytest.raises(TokenInvalid):
            services.renew(refresh=renewed.refresh)
        assert selectors.holder_of_token(other.access).user_id == actor.id
        assert services.issue(holder=holder(password)), "its password still serves"
    event = Event.objects.get(name="app_password:token_reused")
    assert event.subject_id == str(app.pk)


def test_invented_refresh_token_ends_nothing(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    tokens = services.issue(holder=holder(password))
    for invented in ("", ".", "x", "\x00", f"x.{tokens.refresh.partition('.')[2]}"):
        with pytest.raises(TokenInvalid):
            services.renew(refresh=invented)
    assert services.renew(refresh=tokens.refresh)


def test_app_has_at_most_ten_tokens(actor):
    app, password = services.make_password(name="Thorium", actor=actor)
    tokens = [services.issue(holder=holder(password)) for _ in range(rules.MAX_TOKENS + 1)]
    assert app.tokens.count() == rules.MAX_TOKENS
    assert selectors.holder_of_token(tokens[0].access) is None
    assert selectors.holder_of_token(tokens[-1].access)


def connected(actor, name="Thorium"):
    """Connects an app by the browser and returns its tokens."""
    code = services.connect(name=name, challenge=CHALLENGE, actor=actor)
    return services.redeem(code=code, verifier=VERIFIER)


def test_app_connected_by_browser_has_tokens_and_no_password(actor):
    tokens = connected(actor)
    assert selectors.holder_of_token(tokens.access).user_id == actor.id
    (app,) = selectors.apps_of(actor.id)
    assert app.by_browser


def test_apps_connected_by_browser_get_numbers_and_expired_ones_are_replaced(actor):
    for _ in range(3):
        connected(actor)
    assert {app.name for app in selectors.apps_of(actor.id)} == {
        "Thorium", "Thorium 2", "Thorium 3",
    }  # fmt: skip
    with clock.frozen_at(clock.now() + rules.REFRESH_LASTS + timedelta(minutes=1)):
        connected(actor)
    assert [app.name for app in selectors.apps_of(actor.id)] == ["Thorium"]


def test_code_that_nobody_redeemed_does_not_count_towards_the_limit(actor):
    services.connect(name="Thorium", challenge=CHALLENGE, actor=actor)
    with clock.frozen_at(clock.now() + rules.CODE_LASTS):
        connected(actor)
    assert [app.name for app in selectors.apps_of(actor.id)] == ["Thorium"]


@pytest.mark.parametrize("verifier", ["", "x", "w" * 43, VERIFIER + "x", CHALLENGE, "\x00" * 43])
def test_code_opens_nothing_without_its_verifier(actor, verifier):
    code = services.connect(name="Thorium", challenge=CHALLENGE, actor=actor)
    with pytest.raises(TokenInvalid):
        services.redeem(code=code, verifier=verifier)
    assert AppToken.objects.count() == 0


def test_code_expires(actor):
    code = services.connect(name="Thorium", challenge=CHALLENGE, actor=actor)
    with clock.frozen_at(clock.now() + rules.CODE_LASTS), pytest.raises(TokenInvalid):
        services.redeem(code=code, verifier=VERIFIER)


def test_second_use_of_a_code_ends_the_tokens_of_the_first(actor):
    code = services.connect(name="Thorium", challenge=CHALLENGE, actor=actor)
    tokens = services.redeem(code=code, verifier=VERIFIER)
    with pytest.raises(TokenInvalid):
        services.redeem(code=code, verifier="somebody-else-who-has-seen-the-address-bar-")
    assert selectors.holder_of_token(tokens.access) is None
    with pytest.raises(TokenInvalid):
        services.renew(refresh=tokens.refresh)
    assert Event.objects.filter(name="app_password:token_reused").count() == 1


def test_code_of_a_revoked_app_opens_nothing(actor):
    code = services.connect(name="Thorium", challenge=CHALLENGE, actor=actor)
    services.revoke_all(actor=actor)
    with pytest.raises(TokenInvalid):
        services.redeem(code=code, verifier=VERIFIER)


def test_renewals_end_a_year_after_the_app_signed_in(actor):
    _app, password = services.make_password(name="Thorium", actor=actor)
    tokens, start = services.issue(holder=holder(password)), clock.now()
    longest = timedelta(days=AccountsPolicies.current().reading_app_days)
    for days in range(100, longest.days, 100):
        with clock.frozen_at(start + timedelta(days=days)):
            tokens = services.renew(refresh=tokens.refresh)
    with clock.frozen_at(start + longest), pytest.raises(TokenInvalid):
        services.renew(refresh=tokens.refresh)
    with clock.frozen_at(start + longest):
        assert services.issue(holder=holder(password)), "its password still serves"


def test_foreign_token_opens_nothing(actor):
    connected(actor)
    for token in ("", "x", "\x00", "a" * 10_000):
        assert selectors.holder_of_token(token) is None
    with pytest.raises(ObjectDoesNotExist):
        AppToken.objects.get(digest=b"")


NEW_PASSWORD = "pisau-pangrupak-baru"


@pytest.mark.parametrize("way", ["change", "reset"])
def test_new_password_of_the_account_revokes_its_apps_and_no_others(client, way):
    user, other = factories.person(), Actor.person(factories.person().pk)
    actor = Actor.person(user.pk)
    _app, password = services.make_password(name="Thorium", actor=actor)
    token = services.issue(holder=holder(password))
    _app, password_of_other = services.make_password(name="KOReader", actor=other)
    if way == "change":
        client.force_login(user)
        old = {"oldpassword": factories.PASSWORD}
        path = "/sandi/ganti/"
    else:
        old, path = {}, client.get(reset_path(user))["Location"]
    fields = old | {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(path, fields).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert selectors.holder_of_password(password) is None
    with pytest.raises(TokenInvalid):
        services.renew(refresh=token.refresh)
    assert holder(password_of_other).user_id == other.id
    assert Event.objects.filter(name="app_password:revoked").count() == 1
