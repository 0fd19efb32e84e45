"""Personal data of `core`, and of packages that store rows beside it."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

AUDIT_LOG = Activity(
    code="audit_log",
    name=_("Audit log"),
    purpose=_("To prove who did what, and to show people who opened their data."),
    data=_("Account, time, action, and the row that it concerns. No name, number or text."),
    ground=Ground.LEGAL_DUTY,
    period=Period(
        _("References to persons: %(days)s years; of loans, to the year after. The rest is kept."),
        "audit_person_years",
    ),
    readers=(Reader.ADMINISTRATOR, Reader.OFFICER, Reader.PERSON),
    people=(People.APPLICANTS, People.MEMBERS, People.STAFF),
)
ABUSE = Activity(
    code="abuse_limits",
    name=_("Protection against abuse"),
    purpose=_("To limit how often somebody tries something, and to count a reader once."),
    data=_("Keyed hashes of network addresses, accounts and titles, with a number."),
    ground=Ground.LEGITIMATE_INTEREST,
    period=Period(_("From half a minute to a day.")),
    readers=(Reader.NOBODY,),
    people=(People.VISITORS, People.MEMBERS),
)
ERASURES = Activity(
    code="erasures",
    name=_("Erasures to repeat"),
    purpose=_("To erase again what a restored backup brings back."),
    data=_("A random code, the kind and the time."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("As long as backups may exist: %(days)s days."), "erasure_list_days"),
    readers=(Reader.NOBODY,),
    people=(People.APPLICANTS, People.MEMBERS),
)

declare_table(
    "core.event",
    (AUDIT_LOG, "actor_kind actor_id actor_name subject_type subject_id data at name"),
    not_personal="id",
)
declare_table("core.counter", (ABUSE, "key count ends_at"))
declare_table(
    "core.sealedfile",
    not_personal="id purpose personal content_type size key_id created_at erased_at",
)
declare_table("core.erasure", (ERASURES, "reference kind at repeat"), not_personal="id")
declare_table("core.hashkey", not_personal="fingerprint since lasting")
declare_table("core.sweep", not_personal="id kind day at last total")
