"""Personal data of applications, members, guardians and consents."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_file,
    declare_table,
)

_PEOPLE = (People.APPLICANTS, People.MEMBERS, People.CHILDREN)
_STAFF = (Reader.PERSON, Reader.CLERK, Reader.HEAD)
DRAFTS = Activity(
    code="drafts",
    name=_("Forms that are not sent yet"),
    purpose=_("To let people go on with a form later."),
    data=_(
        "Everything typed so far, or filled in by an identity provider, and the photos, encrypted."
    ),
    ground=Ground.CONSENT,
    period=Period(_("%(days)s days after the last change."), "draft_days"),
    readers=(Reader.PERSON,),
    people=(People.APPLICANTS, People.CHILDREN),
)
APPLICATIONS = Activity(
    code="applications",
    name=_("Applications for membership"),
    purpose=_(
        "To check who a person is, to decide, and to contact them. One person, one membership."
    ),
    data=_(
        "Identity number, name, place and date of birth, sex, address, phone, email address; which"
        " identity provider vouched for them, and when."
    ),
    ground=Ground.CONSENT,
    period=Period(
        _("Of members, as long as the membership; of others %(days)s days after the end."),
        "photo_days_after_decision",
    ),
    readers=_STAFF,
    people=(People.APPLICANTS, People.CHILDREN),
)
PHOTOS = Activity(
    code="photos",
    name=_("Photos of card and face"),
    purpose=_("To check that the card is the person's own."),
    data=_("Photo of the identity card, photo of the face, and a further document."),
    ground=Ground.CONSENT,
    period=Period(_("%(days)s days after the decision."), "photo_days_after_decision"),
    readers=(Reader.CLERK, Reader.HEAD, Reader.PERSON),
    people=(People.APPLICANTS, People.CHILDREN),
    specific=True,
)
DECISIONS = Activity(
    code="decisions",
    name=_("Decisions on applications"),
    purpose=_("To answer for decisions, and to keep the promised time."),
    data=_("State, times, who decided, reasons and words; notes and leases of staff."),
    ground=Ground.PUBLIC_SERVICE,
    period=Period(
        _("State and times are kept; words and notes %(days)s days after the decision."),
        "photo_days_after_decision",
    ),
    readers=_STAFF,
    people=(People.APPLICANTS, People.CHILDREN, People.STAFF),
)
CONSENTS = Activity(
    code="consents",
    name=_("Consents"),
    purpose=_("To prove which consent was given, by whom, and when it was withdrawn."),
    data=_("Purpose, wording, who gave it, times."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("Kept as proof, also after it is withdrawn.")),
    readers=_STAFF,
    people=(*_PEOPLE, People.GUARDIANS),
)
GUARDIANS = Activity(
    code="guardians",
    name=_("Parents and guardians"),
    purpose=_("To ask for the consent that the law requires for children."),
    data=_("Name, relation and email address of the parent or guardian, and their answer."),
    ground=Ground.LEGAL_DUTY,
    period=Period(
        _(
            "Until the young person takes over at 17 or is 18, and 3 days longer for the last mail;"
            " of those who do not become members %(days)s days after the end. When a membership was"
            " handed over is kept as long as the membership."
        ),
        "photo_days_after_decision",
    ),
    readers=(Reader.GUARDIAN, *_STAFF),
    people=(People.GUARDIANS, People.CHILDREN),
    specific=True,
)
MEMBERS = Activity(
    code="members",
    name=_("Memberships"),
    purpose=_("To know who may borrow, and to renew, pause and end memberships."),
    data=_(
        "Member number, name, state, dates; identity number as a keyed hash; reason of a pause."
    ),
    ground=Ground.CONTRACT,
    period=Period(
        _("As long as the membership; the name %(days)s days longer, the number for ever."),
        "photo_days_after_decision",
    ),
    readers=_STAFF,
    people=(People.MEMBERS, People.CHILDREN),
)
LINKS = Activity(
    code="links",
    name=_("Links in emails"),
    purpose=_("To confirm addresses and decisions, each link once."),
    data=_(
        "Purpose and times; the link as a hash; a new address until it is confirmed, and the former"
        " one for the link that takes the change back."
    ),
    ground=Ground.CONTRACT,
    period=Period(
        _(
            "Until the link is used or expires, at most 60 days; a former address until 14 days"
            " after the link to the new one expires, or 7 days after it is taken back."
        )
    ),
    readers=(Reader.NOBODY,),
    people=(*_PEOPLE, People.GUARDIANS),
)
MEMBER_IMPORT = Activity(
    code="member_import",
    name=_("Import of members"),
    purpose=_("To take over members from another program."),
    data=_("The file and its rows, encrypted; keyed hashes of member and identity numbers."),
    ground=Ground.PUBLIC_SERVICE,
    period=Period(_("%(days)s days after the import."), "import_keep_days"),
    readers=(Reader.HEAD, Reader.ADMINISTRATOR),
    people=(People.MEMBERS, People.CHILDREN),
)

declare_table(
    "membership.draft",
    (
        DRAFTS,
        "data card_photo face_photo extra_document language step staff corrects created_at"
        " updated_at expires_at",
    ),
    not_personal="id",
)
declare_table("membership.receipt", not_personal="id key draft_id code made_at")
declare_table(
    "membership.application",
    (
        APPLICATIONS,
        "code origin identity_kind name email language nik_hash details resident user",
    ),
    (PHOTOS, "card_photo face_photo extra_document"),
    (
        DECISIONS,
        "state submitted_at activated_at checked_at clock_started_at working_seconds_used due_at"
        " lapse_at decided_at decided_by decision_reasons decision_words automatic ended_at"
        " erased_at",
    ),
    not_personal="id submit_key resends counted",
)
declare_table(
    "membership.guardian",
    (
        GUARDIANS,
        "application details email_hash decides asked_at reminders consented_at refused_at"
        " ended_at",
    ),
    not_personal="id",
)
declare_table(
    "membership.handover",
    (GUARDIANS, "application asked_at answer_by reminders paused_at taken_over_at guardian_hash"),
)
declare_table(
    "membership.consent",
    (
        CONSENTS,
        "application purpose by text_version given_at withdrawn_at form signed_on noted_by",
    ),
    not_personal="id",
)
declare_table(
    "membership.oneuselink",
    (LINKS, "purpose application token_hash made_at expires_at used_at"),
    not_personal="id",
)
declare_table("membership.caselease", (DECISIONS, "application staff since until"))
declare_table("membership.assignment", (DECISIONS, "application staff by at"))
declare_table("membership.note", (DECISIONS, "application staff text at"), not_personal="id")
declare_table("membership.savedview", (DECISIONS, "staff name filters saved_at"), not_personal="id")
declare_table(
    "membership.member",
    (
        MEMBERS,
        "user application number nik_hash name state joined_on valid_until closed_at joined_into",
    ),
    not_personal="id revision told_of_end",
)
declare_table("membership.countervisit", (DECISIONS, "application staff at saw_card in_person"))
declare_table("membership.suspension", (MEMBERS, "member reason words until since by"))
declare_table(
    "membership.emailchange",
    (LINKS, "member key addresses token_hash asked_at expires_at confirmed_at"),
)
declare_table(
    "membership.emailreversal",
    (LINKS, "member key addresses token_hash made_at ends_at used_at"),
    not_personal="id",
)
declare_table(
    "membership.import",
    (MEMBER_IMPORT, "staff file sample"),
    not_personal="id state columns round error done whole started_at checked_at ended_at erased_at"
    " file_name shape lenient inviting_since",
)
declare_table(
    "membership.importrow",
    (MEMBER_IMPORT, "cells number_hash nik_hash"),
    not_personal="id run number state problems remarks",
)
declare_table(
    "membership.importedmember",
    (MEMBER_IMPORT, "member former_number invited_at claimed_at"),
    not_personal="run row_number",
)
declare_table("membership.rememberedcolumns", not_personal="shape fields lenient said_at")
declare_table("membership.registrationfact", not_personal="id month moment origin place age sex")
declare_table(
    "membership.notice",
    (DECISIONS, "application kind due_at new_due_at at"),
    not_personal="id batch",
)
declare_file("application_card", PHOTOS)
declare_file("application_face", PHOTOS)
declare_file("application_extra", PHOTOS)
declare_file("member_import", MEMBER_IMPORT)
