"""Tables of membership. Identity numbers, birth, address and phone are sealed."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper

from idcard.kinds import IdentityKind
from rontal.core import clock
from rontal.core.fields import SealedJSONField
from rontal.core.models import SealedFile
from rontal.membership.name_words import NameWords
from rontal.membership.rules.kinds import (
    ConsentBy,
    ConsentForm,
    ConsentPurpose,
    LinkPurpose,
    Origin,
)
from rontal.membership.states import CLOCK_RUNS, OPEN, ApplicationState, MemberState


def _photo() -> "models.ForeignKey[SealedFile | None, SealedFile | None]":
    return models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")


class Draft(models.Model):
    """Form that is being filled in, or a correction of a submitted one (`corrects`). `staff` is the
    clerk who fills it in for a person at the counter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data = SealedJSONField(default=dict)
    card_photo = _photo()
    face_photo = _photo()
    extra_document = _photo()
    language = models.CharField(max_length=5, default="id")
    step = models.CharField(max_length=20, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    corrects = models.OneToOneField(
        "Application", on_delete=models.CASCADE, null=True, related_name="correction"
    )
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class Receipt(models.Model):
    """Result of a submitted draft, so that submitting it again returns the same one."""

    key = models.CharField(max_length=80, unique=True)
    draft_id = models.UUIDField(unique=True)
    code = models.CharField(max_length=12)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.code


class Application(models.Model):
    """Application of one person for membership. `code` is its short public reference.

    `counted` is how far it is included in the anonymous counts (`figures.rules`).
    """

    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in ApplicationState],
        default=ApplicationState.AWAITING_ACTIVATION,
    )
    origin = models.CharField(
        max_length=10, choices=[(o.value, o.value) for o in Origin], default=Origin.ONLINE
    )
    identity_kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in IdentityKind]
    )
    name = models.CharField(max_length=100)
    email = models.EmailField()
    language = models.CharField(max_length=5, default="id")
    nik_hash = models.BinaryField(max_length=32)
    details = SealedJSONField(default=dict)
    card_photo = _photo()
    face_photo = _photo()
    extra_document = _photo()
    resident = models.BooleanField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="application"
    )
    submit_key = models.CharField(max_length=80, unique=True)
    resends = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    working_seconds_used = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    lapse_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision_reasons = ArrayField(models.CharField(max_length=40), default=list)
    decision_words = models.TextField(max_length=1000, blank=True)
    automatic = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    counted = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "nik_hash",
                Lower("email"),
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_application_a_person_and_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ApplicationState]),
                name="application_state_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[o.value for o in Origin]), name="application_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOCK_RUNS), clock_started_at__isnull=False)
                | (~Q(state__in=sorted(CLOCK_RUNS)) & Q(clock_started_at__isnull=True)),
                name="clock_runs_while_library_works",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), ended_at__isnull=True)
                | (~Q(state__in=sorted(OPEN)) & Q(ended_at__isnull=False)),
                name="ended_when_final",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="application_queue"),
            models.Index(
                fields=["lapse_at"], condition=Q(lapse_at__isnull=False), name="application_lapse"
            ),
            models.Index(fields=["nik_hash"], name="application_nik"),
            models.Index(Lower("email"), name="application_email"),
            models.Index(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=False, erased_at__isnull=True),
                name="application_to_erase",
            ),
            models.Index(fields=["id"], condition=Q(counted__lt=2), name="application_to_count"),
            models.Index(fields=["submitted_at"], name="application_submitted"),
            models.Index(
                fields=["state", "-ended_at", "-id"], include=["origin"], name="application_shelf"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Guardian(models.Model):
    """Parent or guardian of an applicant under 18, who consents by a link of their own.

    `email_hash` is a keyed hash of the address, by which all children of one guardian are found.
    After `ended_at` (hand-over, or 18 years) the row only serves the last mail, and is deleted.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="guardian"
    )
    details = SealedJSONField()
    email_hash = models.BinaryField(max_length=32, default=bytes, db_index=True)
    decides = models.BooleanField()
    asked_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    consented_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"guardian of application {self.application_id}"

    @property
    def is_responsible(self) -> bool:
        """True unless they refused, or their rights have ended."""
        return self.refused_at is None and self.ended_at is None


class Consent(models.Model):
    """Consent of a person to one purpose, with wording and time (UU 27/2022: provable by purpose).

    A consent on paper has the day of the signature and the clerk who recorded it.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in ConsentPurpose])
    by = models.CharField(max_length=10, choices=[(b.value, b.value) for b in ConsentBy])
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    form = models.CharField(
        max_length=10, choices=[(f.value, f.value) for f in ConsentForm], default=ConsentForm.SCREEN
    )
    signed_on = models.DateField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form=ConsentForm.SCREEN, signed_on=None, noted_by=None)
                | Q(form=ConsentForm.PAPER, signed_on__isnull=False, noted_by__isnull=False),
                name="paper_consent_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["application", "purpose", "by"],
                condition=Q(withdrawn_at=None),
                name="one_consent_a_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.by}"


class OneUseLink(models.Model):
    """Link in a mail; only the hash of its token is stored."""

    purpose = models.CharField(max_length=20, choices=[(p.value, p.value) for p in LinkPurpose])
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class CaseLease(models.Model):
    """Lease of a case to one clerk: until `until` nobody else may decide it.

    There is one row for each case; the statement that writes it decides who gets the lease.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="lease"
    )
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff_id} on {self.application_id}"


class Assignment(models.Model):
    """Assignment of a case to a clerk by a head of service; only the newest is stored, the events
    record all.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="assignment"
    )
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.application_id} for {self.staff_id}"


class Note(models.Model):
    """Note of staff on a case; sealed, and erased together with its photos."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = SealedJSONField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"note on {self.application_id}"


class SavedView(models.Model):
    """Saved filters of a clerk under a name; `filters` maps a filter's name to a code."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint("staff", Lower("name"), name="one_view_a_name_and_clerk")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Person who may borrow. A person has one membership, identified by the NIK, not by the
    address.

    `revision` counts changes by staff, so that concurrent edits are detected. `joined_into` is the
    membership that this one was merged into, `told_of_end` the last day that the member was
    reminded of.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="member"
    )
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="member")
    number = models.CharField(max_length=40, unique=True)
    nik_hash = models.BinaryField(max_length=32)
    name = models.CharField(max_length=100)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in MemberState],
        default=MemberState.ACTIVE,
    )
    joined_on = models.DateField()
    valid_until = models.DateField()
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    told_of_end = models.DateField(null=True)
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined_from"
    )

    objects: ClassVar[models.Manager["Member"]] = models.Manager()

    class Meta:
        indexes = [
            GinIndex(NameWords("name"), name="member_words"),
            models.Index(Lower("name"), "id", name="member_by_name"),
            models.Index(Upper("number"), name="member_number"),
            models.Index(
                fields=["valid_until"], condition=Q(state=MemberState.ACTIVE), name="member_valid"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["nik_hash"],
                condition=~Q(state=MemberState.CLOSED) & ~Q(nik_hash=b""),
                name="one_membership_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MemberState]), name="member_state_known"
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None) | Q(state=MemberState.CLOSED),
                name="joined_member_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.number
