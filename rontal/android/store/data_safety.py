"""Data that Rontal collects, in the words of the store's data safety form."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
ACCOUNT: Final = _("Account management")
FUNCTION: Final = _("App functionality")
SECURITY: Final = _("Fraud prevention, security, and compliance")


@dataclass(frozen=True)
class Collected:
    """One data type of the form that Rontal collects. None of them is shared with others.

    `category` and `kind` are the form's own English names, `purposes` the options ticked there.
    """

    category: str
    kind: str
    required: bool
    purposes: tuple[Words, ...]
    why: Words


COLLECTED: Final = (
    Collected("Personal info", "Name", True, (FUNCTION, ACCOUNT), _("On the library card.")),
    Collected(
        "Personal info",
        "Email address",
        True,
        (FUNCTION, ACCOUNT),
        _("For activation, the decision and loans; also used to sign in."),
    ),
    Collected(
        "Personal info",
        "User IDs",
        True,
        (FUNCTION, ACCOUNT),
        _("The member number, and the code of an application."),
    ),
    Collected(
        "Personal info",
        "Address",
        True,
        (FUNCTION,),
        _("To check whether someone lives in the area."),
    ),
    Collected(
        "Personal info",
        "Phone number",
        False,
        (FUNCTION,),
        _("To contact people. Optional for children."),
    ),
    Collected(
        "Personal info",
        "Other info",
        True,
        (FUNCTION, SECURITY),
        _("Identity number, place and date of birth, sex: one person has one membership."),
    ),
    Collected(
        "Photos and videos",
        "Photos",
        True,
        (FUNCTION, SECURITY),
        _("Identity card and face, to check whose card it is; deleted after the decision."),
    ),
    Collected(
        "Files and docs",
        "Files and docs",
        False,
        (FUNCTION,),
        _("Files attached to a complaint."),
    ),
    Collected(
        "App activity",
        "App interactions",
        True,
        (FUNCTION,),
        _("Loans, holds and reading position."),
    ),
    Collected(
        "App activity",
        "Other user-generated content",
        False,
        (FUNCTION,),
        _("Notes, highlights, complaints, suggestions and answers to the survey."),
    ),
    Collected(
        "Device or other IDs",
        "Device or other IDs",
        False,
        (FUNCTION,),
        _("The device's push address, only if notifications are turned on."),
    ),
)

NOT_COLLECTED: Final = (
    "Location",
    "Financial info",
    "Health and fitness",
    "Messages",
    "Audio",
    "Calendar",
    "Contacts",
    "Web browsing",
    "App info and performance",
)
"""Categories of the form of which Rontal collects nothing."""
