"""Labels of the codes of requests about personal data."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RefusalGround,
    RequestAct,
    RequestChannel,
    RequestKind,
)
from rontal.data_requests.states import DataRequestState

Words = Mapping[str, str | Promise]

KINDS: Words = {
    RequestKind.ACCESS: _("See my data and who viewed it"),
    RequestKind.COPY: _("Get a copy of my data"),
    RequestKind.CORRECTION: _("Correct or complete my data"),
    RequestKind.WITHDRAWAL: _("Withdraw my consent"),
    RequestKind.RESTRICTION: _("Stop or limit the use of my data"),
    RequestKind.ERASURE: _("Delete my data"),
    RequestKind.OBJECTION: _("Object to an automatic result"),
    RequestKind.INFORMATION: _("Know how my data is used"),
}
SHORT_KINDS: Words = {
    RequestKind.ACCESS: pgettext_lazy("right", "Access"),
    RequestKind.COPY: pgettext_lazy("right", "Copy"),
    RequestKind.CORRECTION: pgettext_lazy("right", "Correction"),
    RequestKind.WITHDRAWAL: pgettext_lazy("right", "Withdrawal of consent"),
    RequestKind.RESTRICTION: pgettext_lazy("right", "Stop or limit"),
    RequestKind.ERASURE: pgettext_lazy("right", "Erasure"),
    RequestKind.OBJECTION: pgettext_lazy("right", "Objection"),
    RequestKind.INFORMATION: pgettext_lazy("right", "Information"),
}
KIND_HELP: Words = {
    RequestKind.ACCESS: _("What the library stores about you, and who opened it, when and why."),
    RequestKind.COPY: _("A file with your data that you can keep or take elsewhere."),
    RequestKind.CORRECTION: _("Something is wrong, missing or out of date."),
    RequestKind.WITHDRAWAL: _("You agreed to something and no longer do."),
    RequestKind.RESTRICTION: _("For a time or for a purpose, without deleting anything."),
    RequestKind.ERASURE: _("Unless a law requires us to keep it."),
    RequestKind.OBJECTION: _("A person will look again at what our system found."),
    RequestKind.INFORMATION: _("What for, on which legal ground, for how long."),
}
CHANNELS: Words = {
    RequestChannel.ACCOUNT: _("While signed in"),
    RequestChannel.PAGE: _("Page on this website"),
    RequestChannel.MAIL: _("Email"),
    RequestChannel.COUNTER: _("At the counter"),
    RequestChannel.LETTER: _("Letter"),
    RequestChannel.PHONE: _("Phone"),
}
STATES: Words = {
    DataRequestState.RECEIVED: _("Received"),
    DataRequestState.IN_PROGRESS: _("In progress"),
    DataRequestState.AWAITING_PERSON: _("Waiting for the person"),
    DataRequestState.FULFILLED: _("Done"),
    DataRequestState.REFUSED: _("Refused"),
    DataRequestState.WITHDRAWN: _("Withdrawn"),
}
IDENTITY_CHECKS: Words = {
    IdentityCheck.SIGNED_IN: _("Signed in to the account"),
    IdentityCheck.GUARDIAN: _("Parent or guardian, by a link to the address that gave consent"),
    IdentityCheck.CARD_SEEN: _("Identity card seen"),
    IdentityCheck.DETAILS_MATCHED: _("Answers matched the data on file"),
    IdentityCheck.ADDRESS_ON_FILE: _("Written from the email address on file"),
    IdentityCheck.CALLED_BACK: _("Called back on the number on file"),
    IdentityCheck.REPRESENTATIVE: _("Parent or representative, with papers seen"),
    IdentityCheck.NOT_NEEDED: _("Not needed: the answer reveals nothing about a person"),
}
ACTS: Words = {
    RequestAct.COPY_GIVEN: _("Copy of the data given"),
    RequestAct.TRAIL_GIVEN: _("Trail of processing given"),
    RequestAct.CORRECTED: _("Data corrected"),
    RequestAct.CONSENT_ENDED: _("Consent withdrawn"),
    RequestAct.PROCESSING_STOPPED: _("Use of the data stopped or limited"),
    RequestAct.ERASED: _("Data deleted"),
    RequestAct.PARTLY_ERASED: _("Data deleted, except what a law keeps"),
    RequestAct.REVIEWED: _("Automatic result reviewed by a person"),
    RequestAct.EXPLAINED: _("Use of the data explained"),
    RequestAct.NOTHING_STORED: _("No data about the person found"),
}
REFUSALS: Words = {
    RefusalGround.IDENTITY_UNKNOWN: _("We could not check who asked"),
    RefusalGround.LAW_KEEPS: _("A law requires us to keep or use the data"),
    RefusalGround.OTHERS: _("It would reveal data of another person"),
    RefusalGround.SAFETY: _("It would endanger the person or others"),
    RefusalGround.NOT_OURS: _("Another organisation holds the data"),
    RefusalGround.REPEATED: _("The same request was answered a short time ago"),
}
