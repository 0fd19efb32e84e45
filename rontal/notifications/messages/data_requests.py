"""Messages about a request about personal data, to its sender or to staff. They contain the code
and a link; what was answered is read on the page, as mail is not confidential."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from rontal.accounts.models import User
from rontal.accounts.roles import DATA_REQUEST_HANDLERS, Role
from rontal.accounts.selectors import staff_with
from rontal.core import clock
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.data_requests import events
from rontal.data_requests.labels import SHORT_KINDS
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.clock import Reminder
from rontal.data_requests.rules.kinds import RequestChannel
from rontal.data_requests.steps.follow_keys import fresh_token
from rontal.notifications.content import Loaded, MessageText, MessageType, Target, format_moment
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library


@dataclass(frozen=True)
class RequestFacts:
    """Facts for the texts. `taken` is True where somebody handles the request."""

    library: Library
    code: str
    kind: str
    due_at: datetime
    taken: bool
    late: bool


def _request_of(event: Event) -> DataRequest:
    return DataRequest.objects.select_related("handler").get(pk=event.subject_id)


def _to_sender(event: Event) -> Iterable[Target]:
    """Yields the sender of a request with an e-mail address."""
    request = _request_of(event)
    if request.has_email:
        yield Target(data_request_id=request.pk)


def _to_handlers(event: Event) -> Iterable[Target]:
    """Yields the staff to notify: who handles the request, and heads too once three quarters of the
    time have passed; everybody who may handle it where nobody does whom a mail reaches."""
    request = _request_of(event)
    handler = request.handler if request.handler and _is_reached(request.handler) else None
    staff: list[User] = [handler] if handler else staff_with(*DATA_REQUEST_HANDLERS)
    if handler and event.data.get("reminder", 0) >= Reminder.LAST_QUARTER:
        staff += [user for user in staff_with(Role.HEAD) if user.pk != handler.pk]
    for user in staff:
        if _is_reached(user):
            yield Target(data_request_id=request.pk, staff_id=user.pk)


def _is_reached(user: User) -> bool:
    return bool(user.email) and user.is_active


def _load_for_staff(message: Message) -> Loaded[RequestFacts] | None:
    """Returns the facts; None where the request is closed or the account is."""
    request, staff = message.data_request, message.staff
    if request is None or staff is None or not staff.is_active or not request.is_open:
        return None
    return Loaded(
        facts=_facts(request, staff.language),
        name=staff.name or staff.login_name,
        address=staff.email,
        language=staff.language,
        path=f"/meja/permintaan/{request.code}/",
        code=request.code,
    )


def _load_for_sender(message: Message) -> Loaded[RequestFacts] | None:
    """Returns the facts; None where name and address were erased."""
    request = message.data_request
    if request is None or request.contact is None:
        return None
    contact = request.contact.reveal()
    with override(request.language):
        name = contact["name"] or _("friend of the library")
    return Loaded(
        facts=_facts(request, request.language),
        name=name,
        address=contact["email"],
        language=request.language,
        path=_path_for_sender(request),
        code=request.code,
    )


def _path_for_sender(request: DataRequest) -> str:
    """Returns the page that needs the account of a sender who was signed in; for others, and where
    the account can no longer sign in, a link that opens the request by itself."""
    account = request.account if request.channel == RequestChannel.ACCOUNT else None
    if account is not None and account.is_active:
        return f"/akun/data/permintaan/{request.code}/"
    return f"/privasi/permintaan/lacak/{fresh_token(request)}/"


def _facts(request: DataRequest, language: str) -> RequestFacts:
    with override(language):
        kind = str(SHORT_KINDS[request.kind])
    return RequestFacts(
        library=library(),
        code=request.code,
        kind=kind,
        due_at=request.due_at,
        taken=request.handler_id is not None,
        late=clock.now() > request.due_at,
    )


def _received(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] We have received your request") % {"code": facts.code},
        paragraphs=[
            _("You asked for: %(kind)s. Your reference number is %(code)s.")
            % {"kind": facts.kind, "code": facts.code},
            _("We will do it, or tell you why we cannot, by %(time)s.") % _time(facts),
        ],
        action=_("Track your request"),
        closing=[_("If you did not send this request, you can withdraw it on that page.")],
    )


def _taken(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] We are working on your request") % {"code": facts.code},
        paragraphs=[
            _("A member of staff has taken on your request. It is done by %(time)s.") % _time(facts)
        ],
        action=_("Track your request"),
    )


def _asked(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] We have a question") % {"code": facts.code},
        paragraphs=[_("We need something from you before we can go on. Read it and reply here.")],
        action=_("Reply"),
    )


def _fulfilled(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Your request is done") % {"code": facts.code},
        paragraphs=[
            _("We have done what you asked for: %(kind)s.") % {"kind": facts.kind},
            _("What was done is on the page of your request."),
        ],
        action=_("Read the answer"),
    )


def _refused(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] Our answer to your request") % {"code": facts.code},
        paragraphs=[
            _("We cannot do what you asked for: %(kind)s.") % {"kind": facts.kind},
            _("The page of your request says why, and what you can do if you disagree."),
        ],
        action=_("Read the answer"),
    )


def _new_for_staff(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] New request about personal data") % {"code": facts.code},
        paragraphs=[
            _("Somebody asks for: %(kind)s.") % {"kind": facts.kind},
            _("The law gives us until %(time)s. The clock runs at night and on holidays too.")
            % _time(facts),
        ],
        action=_("Open request"),
    )


def _due(facts: RequestFacts) -> MessageText:
    subject = _("[%(code)s] Overdue") if facts.late else _("[%(code)s] Due soon")
    sentence = _("The time ended on %(time)s.") if facts.late else _("The time ends on %(time)s.")
    nobody = [] if facts.taken else [_("Nobody is working on it yet.")]
    return MessageText(
        subject=subject % {"code": facts.code},
        paragraphs=[
            _("A request about personal data waits: %(kind)s.") % {"kind": facts.kind},
            sentence % _time(facts),
            *nobody,
        ],
        action=_("Open request"),
    )


def _replied(facts: RequestFacts) -> MessageText:
    return MessageText(
        subject=_("[%(code)s] The person has replied") % {"code": facts.code},
        paragraphs=[_("The clock is still running. The time ends on %(time)s.") % _time(facts)],
        action=_("Open request"),
    )


def _time(facts: RequestFacts) -> dict[str, str]:
    return {"time": format_moment(facts.due_at, facts.library)}


def _for_sender(
    code: str, label: str | Promise, event: str, write: Callable[[RequestFacts], MessageText]
) -> MessageType[RequestFacts]:
    return MessageType(
        code=code,
        label=label,
        purpose=Purpose.PRIVACY,
        events=(event,),
        targets=_to_sender,
        load=_load_for_sender,
        write=write,
    )


def _for_staff(
    code: str, label: str | Promise, event: str, write: Callable[[RequestFacts], MessageText]
) -> MessageType[RequestFacts]:
    return MessageType(
        code=code,
        label=label,
        purpose=Purpose.WORK,
        events=(event,),
        targets=_to_handlers,
        load=_load_for_staff,
        write=write,
    )


RECEIVED = _for_sender(
    "data_request_received", gettext_lazy("Request received"), events.OPENED, _received
)
TAKEN = _for_sender("data_request_taken", gettext_lazy("Request taken on"), events.TAKEN, _taken)
ASKED = _for_sender(
    "data_request_asked", gettext_lazy("Question about a request"), events.ASKED, _asked
)
FULFILLED = _for_sender(
    "data_request_fulfilled", gettext_lazy("Request done"), events.FULFILLED, _fulfilled
)
REFUSED = _for_sender(
    "data_request_refused", gettext_lazy("Request refused"), events.REFUSED, _refused
)
NEW = _for_staff(
    "data_request_new", gettext_lazy("New request, to staff"), events.OPENED, _new_for_staff
)
DUE = _for_staff(
    "data_request_due", gettext_lazy("Reminder of a request, to staff"), events.DUE_SOON, _due
)
REPLIED = _for_staff(
    "data_request_replied", gettext_lazy("Reply to a request, to staff"), events.REPLIED, _replied
)
MESSAGES = (RECEIVED, TAKEN, ASKED, FULFILLED, REFUSED, NEW, DUE, REPLIED)
