"""Borrowing, holds and returning with a reading app."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending import selectors, services
from rontal.lending.models import Hold, Loan
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from tests.support.interop.opds import rules_of_opds1, rules_of_opds2, shelves
from tests.support.interop.opds.shelves import BORROW, REVOKE, basic, data, links, xml, xpath
from tests.support.lending import factories as lending

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
READ = "http://opds-spec.org/acquisition"


@pytest.fixture
def shown(member):
    return basic(shelves.password_of(member))


def loans_of(actor):
    return [loan.title_id for loan in selectors.loans_of(actor)]


def entry_link(response, rel):
    (link,) = xpath(xml(response), f"a:link[@rel='{rel}']")
    return link


def test_bookshelf_requires_a_signed_in_app(app):
    for root in ("/opds/", "/opds/2/"):
        response = app.get(f"{root}rak/")
        assert response.status_code == 401
        assert response["Content-Type"] == "application/opds-authentication+json"
        assert response["WWW-Authenticate"].startswith("Basic realm=")


def test_app_borrows_reads_and_returns(app, member, shown):
    title = shelves.title(copies=1)
    borrow = entry_link(app.get(f"/opds/judul/{title.slug}/", headers=shown), BORROW).get("href")
    lent = app.post(borrow, headers=shown)
    assert lent.status_code == 201
    rules_of_opds1.check_entry(xml(lent), whole=True)
    assert loans_of(member) == [title.pk]
    read = entry_link(lent, READ)
    loan = selectors.availability_to(title.pk, member)
    assert read.get("href").endswith(f"/baca/{loan.loan_id}/")
    assert read.get("type") == "text/html"
    assert xpath(read, "opds:availability/@status") == ["available"]
    until = xpath(read, "opds:availability/@until")[0]
    assert until == loan.due_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    back = app.put(entry_link(lent, REVOKE).get("href"), headers=shown)
    assert entry_link(back, BORROW) is not None
    assert loans_of(member) == []


def test_the_same_in_opds_2(app, member, shown):
    title = shelves.title(copies=1)
    (borrow,) = links(data(app.get(f"/opds/2/judul/{title.slug}/")), BORROW)
    lent = app.post(borrow["href"], headers=shown)
    assert lent.status_code == 201
    assert lent["Content-Type"].startswith("application/opds-publication+json")
    publication = data(lent)
    rules_of_opds2.check_publication(publication)
    read = next(link for link in publication["links"] if link["rel"] == READ)
    assert read["properties"]["availability"]["state"] == "available"
    shelf = data(app.get("/opds/2/rak/", headers=shown))
    rules_of_opds2.check_feed(shelf)
    assert [one["metadata"]["title"] for one in shelf["publications"]] == [title.title]
    (revoke,) = links(publication, REVOKE)
    assert app.delete(revoke["href"], headers=shown).status_code == 200
    assert loans_of(member) == []


def test_borrowing_by_get_is_for_apps_and_happens_once(app, member, shown):
    title = shelves.title(copies=2)
    for _ in range(3):
        response = app.get(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
        assert response.status_code == 200
        assert entry_link(response, READ) is not None
    assert Loan.objects.filter(member__user=member.id).count() == 1
    again = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
    assert again.status_code == 200


def test_prefetching_borrows_nothing(app, member, shown):
    title = shelves.title(copies=1)
    address = f"/opds/judul/{title.slug}/pinjam/"
    assert app.head(address, headers=shown).status_code == 405
    for header in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Purpose": "prefetch"},
        {"Purpose": "prefetch"},
    ):
        for method in (app.get, app.post, app.delete):
            response = method(address, headers=shown | header)
            assert response.status_code == 403
            assert data(response)["code"] == "opds_from_elsewhere"
    assert loans_of(member) == []
    assert app.get(address, headers=shown | {"Sec-Fetch-Site": "none"}).status_code == 200


def test_browser_cookie_has_no_effect_here(member):
    title = shelves.title(copies=1)
    browser = Client()
    browser.force_login(Member.objects.get(user=member.id).user)
    for method in (browser.get, browser.post, browser.put, browser.delete):
        for verb in ("pinjam", "kembalikan"):
            assert method(f"/opds/judul/{title.slug}/{verb}/").status_code == 401
    assert browser.get("/opds/rak/").status_code == 401
    assert loans_of(member) == []


def test_borrowing_without_available_copies_places_a_hold(app, member, shown):
    title = shelves.title(copies=1)
    lending.loan(title)
    services.place_hold(title_id=title.pk, actor=lending.borrower())
    response = app.post(f"/opds/2/judul/{title.slug}/pinjam/", headers=shown)
    assert response.status_code == 201
    publication = data(response)
    rules_of_opds2.check_publication(publication)
    (link,) = links(publication, BORROW)
    assert link["properties"]["availability"] == {"state": "reserved"}
    assert link["properties"]["holds"] == {"total": 2, "position": 2}
    assert link["properties"]["cancellable"] is True
    assert app.post(f"/opds/2/judul/{title.slug}/pinjam/", headers=shown).status_code == 200
    assert Hold.objects.filter(member__user=member.id).count() == 1
    returned = app.delete(link["href"], headers=shown)
    (link,) = links(data(returned), BORROW)
    assert link["properties"]["availability"] == {"state": "unavailable"}
    assert selectors.books_of(member).holds == []


def test_each_link_has_a_title_that_describes_it(app, member, shown):
    """Librera and others ignore the relations of lending and show links by their titles."""

    def ways(response):
        tree = xml(response)
        titles = xpath(tree, "a:link[@title]/@title")
        document = data(app.get(f"/opds/2/judul/{title.slug}/", headers=english))
        assert titles == [link["title"] for link in document["links"] if "title" in link]
        return titles

    title = shelves.title(copies=1)
    english = shown | {"Accept-Language": "en"}
    address = f"/opds/judul/{title.slug}/"
    assert ways(app.get(address, headers=english)) == ["Borrow"]
    lent = app.post(f"{address}pinjam/", headers=english)
    assert ways(lent) == ["Read in the browser", "Return"]
    app.post(f"{address}kembalikan/", headers=english)
    services.borrow(title_id=title.pk, actor=shelves.member())
    assert ways(app.get(address, headers=english)) == ["Place a hold"]
    waiting = app.post(f"{address}pinjam/", headers=english)
    assert ways(waiting) == ["Place a hold", "Cancel hold"]
    bare = shelves.title()
    unlicensed = xml(app.get(f"/opds/judul/{bare.slug}/", headers={"Accept-Language": "en"}))
    assert xpath(unlicensed, "a:link/@title") == ["On the library's website"]


def test_ready_hold_is_listed_as_ready_and_borrowed(app, member, shown):
    title = shelves.title(copies=1)
    other = lending.borrower()
    loan = lending.loan(title, other)
    services.place_hold(title_id=title.pk, actor=member)
    services.return_loan(loan_id=loan.pk, actor=other)
    link = entry_link(app.get(f"/opds/judul/{title.slug}/", headers=shown), BORROW)
    assert xpath(link, "opds:availability/@status") == ["ready"]
    assert xpath(link, "opds:availability/@until")
    assert app.post(link.get("href"), headers=shown).status_code == 201
    assert loans_of(member) == [title.pk]


def test_returning_a_book_not_on_loan_changes_nothing(app, member, shown):
    title = shelves.title(copies=1)
    for method in (app.get, app.post, app.put, app.delete):
        response = method(f"/opds/judul/{title.slug}/kembalikan/", headers=shown)
        assert response.status_code == 200
        assert entry_link(response, BORROW) is not None


def test_bookshelf_lists_loans_before_holds(app, member, shown):
    waited, lent = shelves.title(copies=1), shelves.title(copies=1)
    lending.loan(waited)
    services.place_hold(title_id=waited.pk, actor=member)
    services.borrow(title_id=lent.pk, actor=member)
    feed = xml(app.get("/opds/rak/", headers=shown))
    rules_of_opds1.check_feed(feed, "acquisition")
    assert xpath(feed, "a:entry/a:title/text()") == [lent.title, waited.title]


def test_bookshelf_needs_five_queries_for_any_length(app, member, shown):
    counted = []
    for _ in range(3):
        services.borrow(title_id=shelves.title(copies=1).pk, actor=member)
        app.get("/opds/rak/", headers=shown)  # the first request of the day records the use
        with CaptureQueriesContext(connection) as queries:
            app.get("/opds/rak/", headers=shown)
        counted.append(len(queries))
    assert counted == [5, 5, 5]


@pytest.mark.parametrize("root", ["/opds/", "/opds/2/"])
def test_reading_list_appears_in_the_app(app, member, shown, root):
    first, second, gone = shelves.title(copies=1), shelves.title(), shelves.title()
    for title in (first, second, gone):
        services.add_to_list(title_id=title.pk, actor=member)
    Title.objects.filter(pk=gone.pk).update(state=TitleState.WITHDRAWN)
    services.add_to_list(title_id=first.pk, actor=lending.borrower())
    root_feed = app.get(root, headers=shown)
    assert f"{root}ingin/" in root_feed.content.decode()
    response = app.get(f"{root}ingin/", headers=shown)
    if root == "/opds/":
        rules_of_opds1.check_feed(xml(root_feed), "navigation")
        feed = xml(response)
        rules_of_opds1.check_feed(feed, "acquisition")
        names = xpath(feed, "a:entry/a:title/text()")
        ways = [link.get("href") for link in xpath(feed, f"a:entry/a:link[@rel='{BORROW}']")]
        assert any(way.endswith(f"/opds/judul/{first.slug}/pinjam/") for way in ways)
    else:
        rules_of_opds2.check_feed(data(root_feed))
        feed = data(response)
        rules_of_opds2.check_feed(feed)
        names = [one["metadata"]["title"] for one in feed["publications"]]
    assert names == [second.title, first.title]
    with CaptureQueriesContext(connection) as queries:
        app.get(f"{root}ingin/", headers=shown)
    assert len(queries) == 4


def test_reading_list_requires_a_signed_in_app(app):
    for root in ("/opds/", "/opds/2/"):
        assert "ingin/" not in app.get(root).content.decode()
        assert app.get(f"{root}ingin/").status_code == 401


def test_signed_in_reader_costs_one_query_more(app, shown):
    shelves.rich_title()
    app.get("/opds/semua/", headers=shown)
    with CaptureQueriesContext(connection) as anonymous:
        app.get("/opds/semua/")
    with CaptureQueriesContext(connection) as signed_in:
        app.get("/opds/semua/", headers=shown)
    assert len(signed_in) == len(anonymous) + 1


def test_bookshelf_is_visible_to_its_owner_only(app, member, shown):
    title = shelves.title(copies=1)
    other = lending.borrower()
    lending.loan(title, other)
    feed = app.get("/opds/rak/", headers=shown)
    assert xpath(xml(feed), "a:entry") == []
    app.post(f"/opds/judul/{title.slug}/kembalikan/", headers=shown)
    assert loans_of(other) == [title.pk]


def test_personal_feeds_are_never_cached(app, shown):
    title = shelves.title(copies=1)
    for address in ("", "semua/", "rak/", f"judul/{title.slug}/"):
        response = app.get(f"/opds/{address}", headers=shown)
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert "Authorization" in response["Vary"]


def test_loan_of_a_withdrawn_title_stays_on_the_bookshelf_and_can_be_returned(app, member, shown):
    title = shelves.title(copies=1)
    services.borrow(title_id=title.pk, actor=member)
    Title.objects.filter(pk=title.pk).update(state=TitleState.WITHDRAWN)
    feed = xml(app.get("/opds/rak/", headers=shown))
    (revoke,) = xpath(feed, f"a:entry/a:link[@rel='{REVOKE}']/@href")
    assert app.post(revoke, headers=shown).status_code == 200
    assert loans_of(member) == []
    gone = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
    assert gone.status_code == 410


@pytest.mark.parametrize("root", ["/opds/", "/opds/2/"])
def test_loan_of_a_merged_title_is_returned_by_its_old_address(app, member, shown, root):
    surviving, merged = shelves.title(copies=1), shelves.title(copies=1)
    services.borrow(title_id=merged.pk, actor=member)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)
    assert loans_of(member) == [surviving.pk]
    back = app.put(f"{root}judul/{merged.slug}/kembalikan/", headers=shown)
    assert back.status_code == 200
    assert f"/judul/{surviving.slug}/".encode() in back.content
    assert loans_of(member) == []


def test_loan_of_a_merged_and_withdrawn_title_is_returned_by_its_old_address(app, member, shown):
    surviving, merged = shelves.title(copies=1), shelves.title(copies=1)
    services.borrow(title_id=merged.pk, actor=member)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)
    Title.objects.filter(pk=surviving.pk).update(state=TitleState.WITHDRAWN)
    assert app.get(f"/opds/judul/{merged.slug}/").status_code == 410
    assert app.put(f"/opds/judul/{merged.slug}/kembalikan/", headers=shown).status_code == 200
    assert loans_of(member) == []
    assert app.post(f"/opds/judul/{merged.slug}/pinjam/", headers=shown).status_code == 410


def test_hold_on_a_merged_title_can_be_cancelled(app, member, shown):
    surviving, merged = shelves.title(), shelves.title(copies=1)
    lending.loan(merged)
    services.place_hold(title_id=merged.pk, actor=member)
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)
    app.delete(f"/opds/judul/{merged.slug}/pinjam/", headers=shown)
    assert selectors.books_of(member).holds == []


def test_borrowing_a_merged_title_lends_the_surviving_one(app, member, shown):
    surviving, merged = shelves.title(copies=1), shelves.title()
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)
    lent = app.post(f"/opds/judul/{merged.slug}/pinjam/", headers=shown)
    assert lent.status_code == 201
    assert entry_link(lent, READ) is not None
    assert loans_of(member) == [surviving.pk]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (MemberState.SUSPENDED, "membership_suspended"),
        (MemberState.EXPIRED, "membership_expired"),
    ],
)
def test_suspended_membership_is_reported(app, member, shown, state, code):
    title = shelves.title(copies=1)
    Member.objects.filter(user=member.id).update(state=state)
    for language in ("id", "en"):
        headers = shown | {"Accept-Language": language}
        response = app.post(f"/opds/2/judul/{title.slug}/pinjam/", headers=headers)
        assert response.status_code == 403
        assert response["Content-Type"] == "application/problem+json"
        problem = data(response)
        assert problem["code"] == code
        assert problem["type"] == f"urn:rontal:problem:{code}"
        assert problem["status"] == 403
        assert ("Keanggotaan" in problem["detail"] or "keanggotaan" in problem["detail"]) == (
            language == "id"
        )
    assert app.get("/opds/rak/", headers=shown).status_code == 200


def test_person_without_membership_is_told_so(app):
    from tests.support.accounts import factories as accounts

    person = shelves.Actor.person(accounts.person().pk)
    shown = basic(shelves.password_of(person))
    title = shelves.title(copies=1)
    response = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
    assert (response.status_code, data(response)["code"]) == (403, "not_a_member")
    assert data(app.get("/opds/2/profil/", headers=shown))["code"] == "not_a_member"


def test_limit_of_loans_is_reported(app, member, shown):
    for _ in range(3):
        services.borrow(title_id=shelves.title(copies=1).pk, actor=member)
    title = shelves.title(copies=1)
    response = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
    assert response.status_code == 409
    assert data(response)["code"] == "loan_limit_reached"
    assert "3" in data(response)["detail"]


def test_title_that_may_not_be_lent_is_reported(app, shown):
    title = shelves.title()
    response = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
    assert data(response)["code"] == "not_lendable"
    assert app.post("/opds/judul/tidak-ada/pinjam/", headers=shown).status_code == 404


def test_ended_loan_can_be_borrowed_again(app, member, shown):
    title = shelves.title(copies=1)
    services.borrow(title_id=title.pk, actor=member)
    with clock.frozen_at(clock.now() + timedelta(days=9)):
        assert xpath(xml(app.get("/opds/rak/", headers=shown)), "a:entry") == []
        lent = app.post(f"/opds/judul/{title.slug}/pinjam/", headers=shown)
        assert lent.status_code == 201


def test_profile_has_the_remaining_loans(app, member, shown):
    services.borrow(title_id=shelves.title(copies=1).pk, actor=member)
    response = app.get("/opds/2/profil/", headers=shown)
    assert response["Content-Type"] == "application/opds-profile+json"
    document = data(response)
    assert document["loans"] == {"total": 3, "available": 2}
    assert document["holds"] == {"total": 10, "available": 10}
    assert document["name"]
