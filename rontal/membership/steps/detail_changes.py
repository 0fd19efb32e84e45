"""Steps of a change of a member's details: parse what was typed, compare, validate the changes."""

from collections.abc import Mapping, Sequence

from rontal.core.errors import Invalid
from rontal.membership.models import Member
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.validation import validate
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.opened_details import form_of
from rontal.standard.selectors import library


def changed_form(
    member: Member, values: Mapping[str, str], names: Sequence[str]
) -> ApplicationForm:
    """Returns the details of a member with those typed values that `names` lists."""
    typed = forms.write(form_of(member.application))
    return forms.read(typed | {name: values[name] for name in names if name in values})


def changed_fields(
    old: ApplicationForm, new: ApplicationForm, names: Sequence[str]
) -> frozenset[str]:
    """Returns those of `names` in which two forms differ."""
    before, after = forms.write(old), forms.write(new)
    return frozenset(name for name in names if before[name] != after[name])


def refuse_faults(new: ApplicationForm, changed: frozenset[str]) -> None:
    """Raises Invalid for errors in changed fields; former errors in others may stay. Members who
    moved away are accepted.
    """
    all_faults = validate(new, today=today(), library=library())
    together = {"identity_kind", "birth_date"}
    checked = changed | (together if changed & together else set())
    faults = {
        name: code
        for name, code in all_faults.items()
        if name in checked and code != "residents_only"
    }
    if faults:
        raise Invalid(faults)
