"""Labels of choices."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idcard.kinds import IdentityKind, Sex
from rontal.ui.forms import Helped

Text = str | Promise

IDENTITY_KINDS: dict[str, Helped] = {
    IdentityKind.KTP: Helped(_("KTP"), _("Citizens from 17, or married")),
    IdentityKind.KIA: Helped(_("KIA, the child's card"), _("Children under 17")),
    IdentityKind.FAMILY_CARD: Helped(_("Family card (KK)"), _("Children without their own card")),
    IdentityKind.STUDENT_CARD: Helped(_("Student card"), _("Pupils under 18")),
    IdentityKind.STAY_PERMIT: Helped(_("Stay permit"), _("Foreigners with a KITAS or KITAP")),
}
SEXES: dict[str, Text] = {
    Sex.FEMALE: pgettext_lazy("as on the card", "Female"),
    Sex.MALE: pgettext_lazy("as on the card", "Male"),
}
