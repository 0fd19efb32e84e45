"""Personal data of the machine's checks."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

_PEOPLE = (People.APPLICANTS, People.CHILDREN)
CARD_READING = Activity(
    code="card_reading",
    name=_("Reading of the card by machine"),
    purpose=_("To fill in the form, and to compare the form with the card."),
    data=_(
        "What is printed on the card, and where faces are in both photos. No description of a"
        " face is stored."
    ),
    ground=Ground.CONSENT,
    period=Period(_("Until the decision, or until the photo is deleted.")),
    readers=(Reader.CLERK, Reader.HEAD, Reader.PERSON),
    people=_PEOPLE,
)
CHECKS = Activity(
    code="machine_checks",
    name=_("Checks by machine, and comparison of faces"),
    purpose=_("To show clerks what to look at. A machine rejects nobody."),
    data=_(
        "Codes and figures: age, kind of card, which digits differ, and the distance of the two"
        " faces where the person agreed to the comparison."
    ),
    ground=Ground.CONSENT,
    period=Period(_("%(days)s days after the decision."), "photo_days_after_decision"),
    readers=(Reader.CLERK, Reader.HEAD, Reader.PERSON),
    people=_PEOPLE,
    specific=True,
)
SAME_PICTURE = Activity(
    code="same_picture",
    name=_("Search for the same picture"),
    purpose=_("To notice a photo that was sent for another person."),
    data=_("A fingerprint of the whole picture, which recognises no face."),
    ground=Ground.LEGITIMATE_INTEREST,
    period=Period(_("Until the photo is deleted.")),
    readers=(Reader.NOBODY,),
    people=_PEOPLE,
)

declare_table(
    "verification.examination",
    (CHECKS, "application run recommendation at sampled"),
    not_personal="id milliseconds",
)
declare_table(
    "verification.finding", (CHECKS, "examination code level evidence"), not_personal="id position"
)
declare_table(
    "verification.photoreading",
    (CARD_READING, "file slot found hints unable"),
    not_personal="milliseconds at",
)
declare_table(
    "verification.photohash", (SAME_PICTURE, "file application slot bits"), not_personal="quality"
)
