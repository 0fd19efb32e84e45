"""Form for requesting the deletion of an account."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from rontal.ui.forms import CleanCharField, RontalForm


class DeletionForm(RontalForm):
    """Number, code or address of the account."""

    use_required_attribute = False
    account = CleanCharField(
        label=_("Member number, application code or email address"),
        help_text=format_lazy(
            _("For example {number} or name@example.id."), number="TBN2026000123"
        ),
        max_length=254,
    )
