"""Policies of membership, from the application to the end of the membership."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.core.policies import Policies, Unit, policy


class NonResidents(StrEnum):
    """Policy for people who live outside the region (UU 43/2007: default accept)."""

    ACCEPT = "accept"
    ASK_DOCUMENT = "ask_document"
    CLOSED = "closed"


class PhotosWithIdentity(StrEnum):
    """Photos that are asked for where an identity provider vouches for a person."""

    BOTH = "both"
    FACE = "face"
    NONE = "none"


class TitlesForGuardian(StrEnum):
    """Policy: of which children a guardian sees the titles on loan, besides their number."""

    NEVER = "never"
    UNDER_13 = "under_13"
    UNDER_17 = "under_17"


@dataclass(frozen=True)
class MembershipPolicies(Policies):
    """Policies of membership, from the application to the end of the membership."""

    app: ClassVar[str] = "membership"

    non_residents: NonResidents = policy(
        NonResidents.ACCEPT,
        label=_("People from outside the region"),
        effect=_(
            "People who live outside the region are accepted, asked for a document, or not "
            "accepted."
        ),
        unit=Unit.CHOICE,
        choices={
            NonResidents.ACCEPT: _("Accepted"),
            NonResidents.ASK_DOCUMENT: _("Asked for a document"),
            NonResidents.CLOSED: _("Not accepted"),
        },
    )
    photos_with_identity: PhotosWithIdentity = policy(
        PhotosWithIdentity.BOTH,
        label=_("Photos with an identity from elsewhere"),
        effect=_(
            "People for whom an identity provider vouches send photos of card and face, of the "
            "face only, or none."
        ),
        unit=Unit.CHOICE,
        choices={
            PhotosWithIdentity.BOTH: _("Card and face"),
            PhotosWithIdentity.FACE: _("Face"),
            PhotosWithIdentity.NONE: pgettext_lazy("photos", "None"),
        },
    )
    activation_link_hours: int = policy(
        72,
        label=_("Validity of the activation link"),
        effect=_("A link that confirms an email address works for this long."),
        unit=Unit.HOURS,
        bounds=(1, 8760),
    )
    activation_lapse_days: int = policy(
        7,
        label=_("Time to activate"),
        effect=_("An application that is not activated within this time lapses."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    correction_lapse_days: int = policy(
        30,
        label=_("Time to correct"),
        effect=_(
            "An application lapses when a requested correction does not arrive within this time."
        ),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    draft_days: int = policy(
        7,
        label=_("Storage of unfinished forms"),
        effect=_("An unfinished application form is deleted after this time."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    activation_resends: int = policy(
        3,
        label=_("Repeats of the activation link"),
        effect=_("A person can have the link sent again this many times."),
        unit=Unit.COUNT,
        bounds=(1, 100),
    )
    photo_days_after_decision: int = policy(
        30,
        label=_("Storage of photos after the decision"),
        effect=_("Photos of an application are deleted this long after the decision."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    membership_years: int = policy(
        5,
        label=_("Length of a membership"),
        effect=_("A membership lasts this long and can be renewed."),
        unit=Unit.YEARS,
        bounds=(1, 100),
    )
    renewal_days: int = policy(
        60,
        label=_("Start of renewal"),
        effect=_(
            "A membership can be renewed, and its member is reminded, from this long before its "
            "end."
        ),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    counter_four_eyes: bool = policy(
        False,
        label=_("Second clerk for the counter"),
        effect=_("Another clerk decides on a person who was registered at the counter."),
        unit=Unit.YES_NO,
    )
    import_keep_days: int = policy(
        30,
        label=_("Storage of imported member rows"),
        effect=_("The rows of an import of members are deleted this long after the import."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    claim_link_days: int = policy(
        14,
        label=_("Validity of an invitation"),
        effect=_("An invitation to claim an imported membership works for this long."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
    invitations_an_hour: int = policy(
        600,
        label=_("Invitations an hour"),
        effect=_("At most this many invitations to imported members are sent in an hour."),
        unit=Unit.COUNT,
        bounds=(1, 100_000),
    )
    guardian_sees_titles: TitlesForGuardian = policy(
        TitlesForGuardian.UNDER_13,
        label=_("Titles that parents and guardians see"),
        effect=_(
            "On their page, parents and guardians see which titles children of these ages have on "
            "loan now; of others only how many."
        ),
        unit=Unit.CHOICE,
        choices={
            TitlesForGuardian.NEVER: _("Of no child"),
            TitlesForGuardian.UNDER_13: _("Of children under 13"),
            TitlesForGuardian.UNDER_17: _("Of children under 17"),
        },
    )
    hand_over_days: int = policy(
        60,
        label=_("Time to take over at 17"),
        effect=_(
            "A member who turned 17 has this long to take over from the parent or guardian; then "
            "the membership is paused."
        ),
        unit=Unit.DAYS,
        bounds=(14, 365),
    )
