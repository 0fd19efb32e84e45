"""Sentences of privacy."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "assessment_changed_meanwhile": _(
        "Somebody else has saved the assessment since you opened it. Nothing was overwritten: copy "
        "your text, reload the page and enter it again."
    ),
}
