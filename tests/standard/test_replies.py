"""Tests for reply templates: validation, versions, permissions."""

import pytest

from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.errors import Invalid, NotAllowed
from rontal.core.models import Event
from rontal.standard.replies import selectors, services
from rontal.standard.replies.data_request_defaults import DATA_REQUEST_REPLIES
from rontal.standard.replies.defaults import REPLIES
from rontal.standard.replies.errors import ReplyChangedMeanwhile
from rontal.standard.replies.models import ReplyVersion
from rontal.standard.replies.rules import PLACEHOLDERS, Reply, ReplyKind, faults, fill, unknown
from tests.support.accounts.factories import staff

BUILT_IN = (*REPLIES, *DATA_REQUEST_REPLIES)
C, R, T = ReplyKind.CORRECTION, ReplyKind.REJECTION, ReplyKind.TICKET


def a_reply(kind=C, name="Kartu buram", reasons=("photo_card_unreadable",), **changes) -> Reply:
    words = {"words": "Halo {name}, foto ulang kartunya.", "words_en": "Hello {name}, once more."}
    return Reply(kind, name, reasons, **words | changes)


def head():
    return actor_of(staff(Role.HEAD))


def test_built_in_templates_are_valid_in_both_languages():
    assert {reply.kind for reply in BUILT_IN} == set(ReplyKind)
    for reply in BUILT_IN:
        assert faults(reply) == {}, reply.name
        assert reply.words != reply.words_en


def test_reasons_of_built_in_templates_exist():
    from rontal.membership.rules.kinds import CorrectionReason, RejectionReason

    known = {C: set(CorrectionReason), R: set(RejectionReason), T: set()}
    known[ReplyKind.DATA_REQUEST] = set()
    for reply in BUILT_IN:
        assert set(reply.reasons) <= known[reply.kind], reply.name


@pytest.mark.parametrize(
    ("words", "strange"),
    [
        ("Halo {name}", []),
        ("Halo {nama}", ["nama"]),
        ("{days} {days} {gaji}{gaji}", ["gaji"]),
        ("{}", [""]),
        ("{name.__class__}", ["name.__class__"]),
        ("ada { saja", ["{"]),
        ("}terbalik{", ["{", "}"]),
        ("{{name}}", ["{", "}"]),
    ],
)
def test_only_known_placeholders_are_allowed_in_braces(words, strange):
    assert unknown(words, C) == strange


def test_each_kind_has_its_placeholders():
    assert unknown("{name}", T) == ["name"]
    assert unknown("{days}", R) == ["days"]
    assert all("library" in known for known in PLACEHOLDERS.values())


def test_name_with_braces_is_not_expanded_again():
    filled = fill("Halo {name} dari {library}", {"name": "{library}", "library": "Perpustakaan"})
    assert filled == "Halo {library} dari Perpustakaan"


@pytest.mark.django_db
def test_template_has_versions_with_their_authors():
    one, two = head(), head()
    template = services.add_reply(reply=a_reply(), actor=one)
    services.change_reply(
        template_id=template.pk, reply=a_reply(words="Baru."), number=1, actor=two
    )
    newest, oldest = selectors.versions(template.pk)
    assert (newest.number, newest.saved_by, newest.reply.words) == (2, two.id, "Baru.")
    assert (oldest.number, oldest.saved_by) == (1, one.id)
    events = Event.objects.filter(name__startswith="reply:").order_by("pk")
    assert [event.name for event in events] == ["reply:added", "reply:changed"]
    assert "Baru" not in str(list(Event.objects.values_list("data", flat=True)))


@pytest.mark.django_db
def test_saving_an_unchanged_template_makes_no_version():
    template = services.add_reply(reply=a_reply(), actor=head())
    services.change_reply(template_id=template.pk, reply=a_reply(), number=1, actor=head())
    assert ReplyVersion.objects.filter(template=template).count() == 1


@pytest.mark.django_db
def test_second_editor_of_a_template_is_notified():
    template = services.add_reply(reply=a_reply(), actor=head())
    services.change_reply(
        template_id=template.pk, reply=a_reply(words="Satu."), number=1, actor=head()
    )
    with pytest.raises(ReplyChangedMeanwhile):
        services.change_reply(
            template_id=template.pk, reply=a_reply(words="Dua."), number=1, actor=head()
        )
    assert selectors.template(template.pk).reply.words == "Satu."


@pytest.mark.django_db
def test_invalid_template_is_refused_field_by_field():
    bad = a_reply(name=" ", words="{nama}", words_en="", place=0, reasons=("Not A Code",))
    with pytest.raises(Invalid) as refused:
        services.add_reply(reply=bad, actor=head())
    assert refused.value.fields == {
        "name": "field_required",
        "words": "reply_placeholder_unknown",
        "words_en": "field_required",
        "place": "reply_place",
        "reasons": "no_such_reason",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CLERK, Role.LIBRARIAN])
def test_only_the_head_and_administrators_write(role):
    template = services.add_reply(reply=a_reply(), actor=head())
    actor = actor_of(staff(role))
    for act in (
        lambda: services.add_reply(reply=a_reply(), actor=actor),
        lambda: services.change_reply(
            template_id=template.pk, reply=a_reply(), number=1, actor=actor
        ),
        lambda: services.retire_reply(template_id=template.pk, actor=actor),
        lambda: services.restore_reply(template_id=template.pk, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_most_used_template_is_offered_first_and_retired_ones_are_not(
    django_assert_num_queries,
):
    from tests.support.desk.factories import cases

    (case,) = cases(1)
    rare = services.add_reply(reply=a_reply(name="Jarang", place=1), actor=head())
    often = services.add_reply(reply=a_reply(name="Sering", place=900), actor=head())
    gone = services.add_reply(reply=a_reply(name="Dulu", place=2), actor=head())
    services.retire_reply(template_id=gone.pk, actor=head())
    for _ in range(2):
        services.record_template_use(
            version_id=selectors.template(often.pk).version_id, subject=case
        )
    with django_assert_num_queries(1):
        offered = selectors.offered(C)
    ours = [one.template_id for one in offered if one.template_id in {rare.pk, often.pk, gone.pk}]
    assert ours == [often.pk, rare.pk]
    assert [one.uses for one in offered if one.template_id == often.pk] == [2]
    services.restore_reply(template_id=gone.pk, actor=head())
    assert gone.pk in [one.template_id for one in selectors.offered(C)]
