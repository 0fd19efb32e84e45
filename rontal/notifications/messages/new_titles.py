"""Daily message about new titles of authors and subjects that a member follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.membership.models import Member
from rontal.notifications import events
from rontal.notifications.content import (
    EVERY_CHANNEL,
    Loaded,
    MessageText,
    MessageType,
    Notice,
    Target,
)
from rontal.notifications.models import Message, NewTitle
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

MAX_TITLES: Final = 10
FOLLOWED: Final = "/akun/pemberitahuan/#ikuti"


@dataclass(frozen=True)
class NewTitlesFacts:
    """Facts for the texts: titles by name."""

    library: Library
    titles: list[Title]


def _to_follower(event: Event) -> Iterable[Target]:
    rows = Member.objects.filter(pk=event.subject_id)
    for application, account, email in rows.values_list(
        "application_id", "user_id", "application__email"
    ):
        yield Target(application_id=application, account_id=account, mail=bool(email))


def _load(message: Message) -> Loaded[NewTitlesFacts] | None:
    """Returns the facts; None where none of the titles is public any more."""
    application = message.application
    batch = UUID(str(Event.objects.get(pk=message.event_id).data["batch"]))
    new_titles = NewTitle.objects.filter(batch=batch, member__application=application)
    rows = Title.objects.filter(pk__in=new_titles.values("title"), state=TitleState.PUBLIC)
    titles = list(rows.defer("description").order_by("sort_title", "pk"))
    if application is None or not titles:
        return None
    return Loaded(
        facts=NewTitlesFacts(library(), titles),
        name=application.name,
        address=application.email,
        language=application.language,
        path=f"/koleksi/{titles[0].slug}/" if len(titles) == 1 else FOLLOWED,
        code=application.code,
    )


def _new_titles(facts: NewTitlesFacts) -> MessageText:
    number, shown = len(facts.titles), facts.titles[:MAX_TITLES]
    more = [_("and %(number)s more") % {"number": number - len(shown)}]
    return MessageText(
        subject=_subject(number),
        paragraphs=[_("New in the collection, by authors and on topics that you follow:")],
        points=[title.title for title in shown] + (more if number > len(shown) else []),
        action=_("See the title") if number == 1 else _("See the new titles"),
        closing=[_("This email comes at most once a day.")],
    )


def _notice(facts: NewTitlesFacts) -> Notice:
    names = ", ".join(f"“{title.title}”" for title in facts.titles[:3])
    return Notice(
        title=_subject(len(facts.titles)),
        body=_("By authors and on topics that you follow."),
        named=names,
        action=_("See details"),
        topic="new-titles",
    )


def _subject(number: int) -> str:
    label = ngettext("%(number)s new title for you", "%(number)s new titles for you", number)
    return label % {"number": number}


NEW_TITLES = MessageType(
    code="new_titles",
    label=gettext_lazy("New titles that a member follows"),
    purpose=Purpose.NEW_TITLES,
    events=(events.NEW_TITLES,),
    targets=_to_follower,
    load=_load,
    write=_new_titles,
    notice=_notice,
    channels=EVERY_CHANNEL,
    optional=True,
)
MESSAGES = (NEW_TITLES,)
