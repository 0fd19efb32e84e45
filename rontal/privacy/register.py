"""Register of processing (UU 27/2022, article 31), generated from the declarations of all apps."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from rontal.core import processing
from rontal.core.fields import SealedJSONField
from rontal.core.models import SealedFile
from rontal.core.processing import Activity
from rontal.core.profile import Library

Text = str | Promise


class Form(StrEnum):
    """Form in which data is stored."""

    SEALED = "sealed"
    SEALED_FILE = "sealed_file"
    HASH = "hash"
    PLAIN = "plain"


FORM_LABELS: dict[Form, Text] = {
    Form.SEALED: _("encrypted"),
    Form.SEALED_FILE: _("encrypted file"),
    Form.HASH: _("keyed hash"),
    Form.PLAIN: _("plain"),
}
HASHED = frozenset({"accounts.user.password", "sessions.session.session_key"})
SEALED_BY_PACKAGES = frozenset({"mfa.authenticator.data", "sessions.session.session_data"})
"""Columns of packages, which `accounts.second_factors` and `accounts.sessions` seal."""


@dataclass(frozen=True)
class Column:
    """Personal column of a table, with the form in which it is stored."""

    table: str
    name: str
    form: Form


@dataclass(frozen=True)
class Entry:
    """Activity with everything that belongs to it."""

    activity: Activity
    columns: tuple[Column, ...]
    files: tuple[str, ...]

    @property
    def forms(self) -> list[Form]:
        """Forms in which its data is stored, each once."""
        found = {column.form for column in self.columns}
        return [form for form in Form if form in found or (form is Form.SEALED_FILE and self.files)]

    @property
    def tables(self) -> list[tuple[str, list[Column]]]:
        """Columns by table."""
        names = dict.fromkeys(column.table for column in self.columns)
        return [(name, [one for one in self.columns if one.table == name]) for name in names]


@cache
def entries() -> tuple[Entry, ...]:
    """Returns all activities with their columns and kinds of files: first those with data that the
    law protects specially, then in the order of the apps.
    """
    autodiscover_modules("personal_data")
    activities = sorted(dict.fromkeys(_activities()), key=lambda one: not one.specific)
    columns = list(_columns())
    return tuple(
        Entry(
            activity,
            tuple(column for owner, column in columns if owner is activity),
            tuple(name for name, owner in processing.FILE_KINDS.items() if owner is activity),
        )
        for activity in activities
    )


def undeclared() -> list[str]:
    """Returns columns that no app declares, and declared ones that do not exist; none is right."""
    autodiscover_modules("personal_data")
    faults = []
    for model in apps.get_models():
        label = model._meta.label_lower
        if label.split(".")[0] in WITHOUT_PEOPLE:
            continue
        table = processing.TABLES.get(label, processing.Table(label))
        declared = set(table.personal) | table.not_personal
        names = {one.name for one in model._meta.local_concrete_fields}
        faults += [f"{label}.{name} is not declared" for name in sorted(names - declared)]
        faults += [f"{label}.{name} does not exist" for name in sorted(declared - names)]
    return faults


WITHOUT_PEOPLE = frozenset({"procrastinate", "auth", "contenttypes"})
"""Apps of packages whose rows hold no personal data: jobs with ids, and tables that are empty."""


def period_of(activity: Activity, library: Library) -> str:
    """Returns how long data is stored, with the value of the library's policy."""
    period = activity.period
    if not period.policy:
        return str(period.text)
    values = {
        name: getattr(policies, name)
        for policies in library.policies.values()
        for name in policies.declared()
    }
    return str(period.text) % {"days": values[period.policy]}


def form_of(field: "models.Field[object, object]") -> Form:
    """Returns the form of a column, as its field says."""
    label = f"{field.model._meta.label_lower}.{field.name}"
    if isinstance(field, SealedJSONField) or label in SEALED_BY_PACKAGES:
        return Form.SEALED
    if field.related_model is SealedFile:
        return Form.SEALED_FILE
    is_hash = isinstance(field, models.BinaryField) or label in HASHED
    return Form.HASH if is_hash else Form.PLAIN


def _activities() -> Iterator[Activity]:
    for table in processing.TABLES.values():
        yield from table.personal.values()


def _columns() -> Iterator[tuple[Activity, Column]]:
    for label, table in processing.TABLES.items():
        model = apps.get_model(label)
        for name, activity in table.personal.items():
            field = model._meta.get_field(name)
            yield activity, Column(model._meta.db_table, field.column, form_of(field))
