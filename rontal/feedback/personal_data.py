"""Personal data of complaints, suggestions and the satisfaction survey."""

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

COMPLAINTS = Activity(
    code="complaints",
    name=_("Complaints and suggestions"),
    purpose=_("To answer people who write to the library."),
    data=_("Text and attachments; name, email address and phone where they were given."),
    ground=Ground.PUBLIC_SERVICE,
    period=Period(
        _("%(days)s days after closing, or until the person takes it back."), "feedback_keep_days"
    ),
    readers=(Reader.PERSON, Reader.CLERK, Reader.HANDLER, Reader.HEAD),
    people=(People.WRITERS,),
)
COMPLAINT_FIGURES = Activity(
    code="complaint_figures",
    name=_("Figures of complaints"),
    purpose=_("To publish how many complaints came in and how fast they were answered."),
    data=_("Kind, channel, times, rating, and who handled it. No name, no text."),
    ground=Ground.LEGAL_DUTY,
    period=Period(_("Kept.")),
    readers=(Reader.CLERK, Reader.HEAD),
    people=(People.WRITERS, People.STAFF),
)
SURVEY = Activity(
    code="survey",
    name=_("Invitations to the satisfaction survey"),
    purpose=_("To ask each person only now and then. Answers are not linked to anybody."),
    data=_("Whether and when an account was asked, and an open invitation."),
    ground=Ground.LEGAL_DUTY,
    period=Period(
        _("Invitations %(days)s days; the rest until the account is closed."), "survey_open_days"
    ),
    readers=(Reader.PERSON,),
    people=(People.MEMBERS, People.APPLICANTS),
)
REMARKS = Activity(
    code="survey_remarks",
    name=_("Remarks of the survey"),
    purpose=_("To learn what could be better."),
    data=_("What somebody wrote at the end, without name and figures."),
    ground=Ground.CONSENT,
    period=Period(_("A year.")),
    readers=(Reader.HEAD, Reader.ADMINISTRATOR),
    people=(People.MEMBERS,),
)

declare_table("feedback.asking", (SURVEY, "account key stop_hash asked_on last_event declined"))
declare_table(
    "feedback.invitation", (SURVEY, "account occasion token_hash expires_on"), not_personal="id"
)
declare_table(
    "feedback.answer",
    not_personal="id month occasion u1 u2 u3 u4 u5 u6 u7 u8 u9 age sex education work",
)
declare_table("feedback.remark", (REMARKS, "words"), not_personal="id month")
declare_table(
    "feedback.ticket",
    (COMPLAINTS, "topic reporter has_email email_hash language submit_key news"),
    (
        COMPLAINT_FIGURES,
        "code state kind category channel pace handler received_at first_due_at due_at"
        " first_response_at answered_at in_time closes_at closed_at set_aside reopened_at rating"
        " erased_at",
    ),
    not_personal="id reminded_at",
)
declare_table("feedback.entry", (COMPLAINTS, "ticket kind words staff at"), not_personal="id")
declare_table("feedback.attachment", (COMPLAINTS, "ticket entry file"), not_personal="id number")
declare_table("feedback.upload", (COMPLAINTS, "form file expires_at sent_as"), not_personal="id")
declare_table("feedback.followkey", (COMPLAINTS, "ticket key_hash made_at"), not_personal="id")
declare_table("feedback.mailseen", (COMPLAINTS, "key ticket"), not_personal="id place outcome at")
declare_file("ticket_attachment", COMPLAINTS)
