"""Messages about a hold: ready, last day, missed, no licence left, title withdrawn. No subject and
no notice names a title."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.core import clock
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.lending import events as lending
from rontal.lending.models import Hold
from rontal.lending.states import HoldState
from rontal.notifications.content import (
    EVERY_CHANNEL,
    Loaded,
    MessageText,
    MessageType,
    Notice,
    Target,
    format_moment,
)
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

SHELF = "/rak/"
StillTrue = Callable[[Hold, Event], bool]


@dataclass(frozen=True)
class HoldFacts:
    """Facts for the texts: the title, the end of its ready copy, whether the hold has ended, and a
    topic that identifies the hold without naming the title."""

    library: Library
    title: str
    until: datetime | None = None
    ended: bool = False
    topic: str = ""


def _to_holder(event: Event) -> Iterable[Target]:
    """Yields the member of the hold; nobody where the hold is deleted."""
    rows = Hold.objects.filter(pk=event.subject_id or 0)
    for application, account, email in rows.values_list(
        "member__application_id", "member__user_id", "member__application__email"
    ):
        yield Target(application_id=application, account_id=account, mail=bool(email))


def _loader(still_true: StillTrue) -> Callable[[Message], Loaded[HoldFacts] | None]:
    """Returns a loader that drops the message where the hold has changed since."""

    def load(message: Message) -> Loaded[HoldFacts] | None:
        event = Event.objects.get(pk=message.event_id)
        rows = Hold.objects.select_related("title", "member").defer("title__description")
        hold, application = rows.filter(pk=event.subject_id or 0).first(), message.application
        if hold is None or application is None or not still_true(hold, event):
            return None
        return Loaded(
            facts=_facts(hold),
            name=application.name,
            address=application.email,
            language=application.language,
            path=SHELF,
            code=hold.member.number,
        )

    return load


def _facts(hold: Hold) -> HoldFacts:
    return HoldFacts(
        library=library(),
        title=hold.title.title,
        until=hold.ready_until,
        ended=hold.state == HoldState.MISSED,
        topic=f"hold-{hold.pk}",
    )


def _is_ready(hold: Hold, event: Event) -> bool:
    """Returns whether the hold is ready, in time, and since this event, not an earlier one."""
    in_time = hold.ready_until is None or hold.ready_until > clock.now()
    if hold.state != HoldState.READY or not in_time:
        return False
    again = Event.objects.filter(
        name=lending.HOLD_READY,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        pk__gt=event.pk,
    )
    return not again.exists()


def _is_missed(hold: Hold, event: Event) -> bool:
    return bool(hold.state == event.data["to"])


def _is_stranded(hold: Hold, _event: Event) -> bool:
    waits = hold.state in (HoldState.WAITING, HoldState.SUSPENDED)
    return waits and hold.stranded_at is not None


def _is_dropped(hold: Hold, _event: Event) -> bool:
    return hold.state == HoldState.DROPPED


def _ready(facts: HoldFacts) -> MessageText:
    return MessageText(
        subject=_("Your hold is ready to borrow"),
        paragraphs=[
            _("Your hold is ready: a copy of “%(title)s” is reserved for you until %(time)s.")
            % {"title": facts.title, "time": _moment(facts)},
            _("Borrow it from My books by then."),
        ],
        action=_("Open My books"),
        closing=[
            _("No time to read now? Cancel the hold there, and the next person gets the copy.")
        ],
    )


def _last_day(facts: HoldFacts) -> MessageText:
    return MessageText(
        subject=_("Last day to borrow your hold"),
        paragraphs=[
            _("Your copy of “%(title)s” is reserved for you until %(time)s.")
            % {"title": facts.title, "time": _moment(facts)},
        ],
        action=_("Open My books"),
    )


def _missed(facts: HoldFacts) -> MessageText:
    if facts.ended:
        return MessageText(
            subject=_("Your hold has ended"),
            paragraphs=[
                _(
                    "Your copy of “%(title)s” was not borrowed in time for the second time, so it "
                    "went to the next person and your hold has ended."
                )
                % {"title": facts.title},
                _("Still want to read it? Place a new hold on the book's page."),
            ],
            action=_("Open My books"),
        )
    return MessageText(
        subject=_("Your hold went to the next person"),
        paragraphs=[
            _(
                "You did not borrow “%(title)s” in time, so it went to the next person. We have "
                "suspended your hold: you do not lose your place, but others go first until you "
                "come back."
            )
            % {"title": facts.title},
            _(
                "When you have time to read, choose “Resume hold” in My books. If you do not "
                "borrow the next copy either, your hold ends."
            ),
        ],
        action=_("Open My books"),
    )


def _stranded(facts: HoldFacts) -> MessageText:
    return MessageText(
        subject=_("A book you have on hold is not available at the moment"),
        paragraphs=[
            _("The library's licence for “%(title)s” has ended, so there are no copies to borrow.")
            % {"title": facts.title},
            _(
                "You do not need to do anything. You keep your place, and if the library gets new "
                "copies, we will tell you when one is ready."
            ),
        ],
        action=_("Open My books"),
        closing=[_("No longer want it? Cancel the hold in My books.")],
    )


def _dropped(facts: HoldFacts) -> MessageText:
    return MessageText(
        subject=_("A book you had on hold has been withdrawn"),
        paragraphs=[
            _(
                "The library has withdrawn “%(title)s” from its collection, so it can no longer be"
                " borrowed. Your hold has ended. We are sorry."
            )
            % {"title": facts.title},
        ],
        action=_("Open My books"),
        closing=[_("Would you like it back? Reply to this email and tell the library.")],
    )


def _moment(facts: HoldFacts) -> str:
    return format_moment(facts.until, facts.library) if facts.until else ""


def _ready_notice(facts: HoldFacts) -> Notice:
    return Notice(
        title=_("A book is ready for you"),
        body=_("Borrow it by %(time)s.") % {"time": _moment(facts)},
        named=_("“%(title)s”: borrow it by %(time)s.")
        % {"title": facts.title, "time": _moment(facts)},
        action=_("Open My books"),
        until=facts.until,
        topic=facts.topic,
    )


def _last_day_notice(facts: HoldFacts) -> Notice:
    return Notice(
        title=_("Last day to borrow a book that is ready for you"),
        body=_("It goes to the next person at %(time)s.") % {"time": _moment(facts)},
        named=_("“%(title)s” goes to the next person at %(time)s.")
        % {"title": facts.title, "time": _moment(facts)},
        action=_("Open My books"),
        until=facts.until,
        topic=facts.topic,
    )


READY = MessageType(
    code="hold_ready",
    label=gettext_lazy("Copy on hold for a member"),
    purpose=Purpose.HOLDS,
    events=(lending.HOLD_READY,),
    targets=_to_holder,
    load=_loader(_is_ready),
    write=_ready,
    notice=_ready_notice,
    channels=EVERY_CHANNEL,
    optional=True,
)
LAST_DAY = MessageType(
    code="hold_last_day",
    label=gettext_lazy("Last day of a copy on hold"),
    purpose=Purpose.HOLDS,
    events=(lending.HOLD_LAST_DAY,),
    targets=_to_holder,
    load=_loader(_is_ready),
    write=_last_day,
    notice=_last_day_notice,
    channels=EVERY_CHANNEL,
    optional=True,
)
MISSED = MessageType(
    code="hold_missed",
    label=gettext_lazy("Hold not borrowed in time"),
    purpose=Purpose.HOLDS,
    events=(lending.HOLD_MISSED,),
    targets=_to_holder,
    load=_loader(_is_missed),
    write=_missed,
    optional=True,
)
STRANDED = MessageType(
    code="hold_stranded",
    label=gettext_lazy("No copies left for hold"),
    purpose=Purpose.HOLDS,
    events=(lending.HOLD_STRANDED,),
    targets=_to_holder,
    load=_loader(_is_stranded),
    write=_stranded,
    optional=True,
)
DROPPED = MessageType(
    code="hold_dropped",
    label=gettext_lazy("Title on hold no longer available"),
    purpose=Purpose.HOLDS,
    events=(lending.HOLD_DROPPED,),
    targets=_to_holder,
    load=_loader(_is_dropped),
    write=_dropped,
    optional=True,
)
MESSAGES = (READY, LAST_DAY, MISSED, STRANDED, DROPPED)
