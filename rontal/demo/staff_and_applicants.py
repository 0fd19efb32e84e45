"""Staff and applicants of the demo library, and the stage of each application."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from idcard.kinds import IdentityKind, Sex
from idcard.specimen.difficulty import Difficulty
from idcard.specimen.people import Person, find, foreigner
from rontal.accounts.roles import Role
from rontal.core import clock

PASSWORD = "lontar-tabanan"  # noqa: S105 - of the demo library only, printed at its start
MEMBER = "sari@contoh.example"
OTHER_MEMBER = "made@contoh.example"
GUARDIAN = "wali-komang@contoh.example"
"""Address of the mother of three members."""


@dataclass(frozen=True)
class Staff:
    """A member of staff of the demo library."""

    login_name: str
    name: str
    role: Role


STAFF = (
    Staff("petugas", "Ni Kadek Petugas", Role.CLERK),
    Staff("petugas2", "I Nyoman Petugas", Role.CLERK),
    Staff("pustakawan", "Ni Putu Pustakawan", Role.LIBRARIAN),
    Staff("kepala", "I Gusti Kepala", Role.HEAD),
    Staff("admin", "I Wayan Admin", Role.ADMINISTRATOR),
    Staff("pdp", "Ni Luh Pelindung", Role.OFFICER),
)


class Stage(StrEnum):
    """Stage that an application reaches in the demo."""

    SENT = "sent"
    WAITS_FOR_GUARDIAN = "waits_for_guardian"
    ACTIVATED = "activated"
    IN_REVIEW = "in_review"
    NEEDS_CORRECTION = "needs_correction"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Applicant:
    """An applicant of the demo.

    `ago` is when the application was sent, `typed` overrides form values, and `card_of` and
    `face_of` replace the photos by those of another person. `blurred` makes the card unreadable.
    """

    email: str
    person: Person
    kind: IdentityKind
    stage: Stage
    ago: timedelta
    typed: dict[str, str] = field(default_factory=dict)
    difficulty: Difficulty = Difficulty.EASY
    card_of: Person | None = None
    face_of: Person | None = None
    blurred: bool = False


def _adult(start: int, sex: Sex | None = None) -> Person:
    return find(lambda person: 19 <= person.age <= 60 and sex in (None, person.sex), start=start)


def _local(start: int, sex: Sex | None = None) -> Person:
    """Returns an adult whose NIK was issued in Tabanan."""
    return find(
        lambda person: (
            19 <= person.age <= 60 and sex in (None, person.sex) and person.nik.startswith("5102")
        ),
        start=start,
    )


def _child(start: int, low: int, high: int) -> Person:
    return find(lambda person: low <= person.age <= high, start=start)


def all_applicants() -> tuple[Applicant, ...]:
    """Returns all applicants, earliest first. Ages are those of the demo's reference day."""
    return (*_ended(), *_siblings(), *_at_the_desk(), *_on_the_way())


def _ended() -> tuple[Applicant, ...]:
    """Returns members, and applicants whose applications ended or need a correction."""
    return (
        _member(MEMBER, _adult(100, Sex.FEMALE), days=40),
        _member(OTHER_MEMBER, _adult(200, Sex.MALE), days=21),
        _member("komang@contoh.example", _child(300, 8, 12), days=12, kind=IdentityKind.KIA),
        _role("lapsed@contoh.example", _adult(350), Stage.LAPSED, days=9),
        _role("withdrawn@contoh.example", _adult(400), Stage.WITHDRAWN, days=3),
        _role("rejected@contoh.example", _adult(450), Stage.REJECTED, days=5, face_of=_adult(455)),
        _role(
            "correction@contoh.example",
            _adult(500),
            Stage.NEEDS_CORRECTION,
            days=2,
            difficulty=Difficulty.HARD,
        ),
    )


def _siblings() -> tuple[Applicant, ...]:
    """Returns the brother and sister of the child among the members. The elder one turned 17 since,
    and is asked to take over the membership.
    """
    turned_17 = clock.now().date() - timedelta(days=3)
    born = turned_17.replace(year=turned_17.year - 17, day=min(turned_17.day, 28))
    family = {
        "guardian_name": _child(300, 8, 12).mother,
        "guardian_email": GUARDIAN,
    }
    return (
        _role(
            "kadek@contoh.example",
            _child(320, 13, 15),
            Stage.APPROVED,
            days=11,
            kind=IdentityKind.KIA,
            typed=family,
        ),
        _role(
            "putu@contoh.example",
            _child(340, 15, 16),
            Stage.APPROVED,
            days=10,
            kind=IdentityKind.KIA,
            typed=family | {"birth_date": born.isoformat()},
        ),
    )


def _at_the_desk() -> tuple[Applicant, ...]:
    """Returns an example of each case that a clerk may meet."""
    twin = _adult(900)
    return (
        _role("late@contoh.example", _adult(550), Stage.IN_REVIEW, days=5),
        _role("born@contoh.example", _adult(600), Stage.IN_REVIEW, days=1, typed=_other_birthday()),
        _role("clear@contoh.example", _local(740), Stage.IN_REVIEW, hours=5),
        _role("clear2@contoh.example", _local(660), Stage.IN_REVIEW, hours=4),
        _mistyped("digit@contoh.example", _local(1100), number=_one_digit_off(_local(1100).nik)),
        _mistyped("name@contoh.example", _local(1150), name=_local(1160).name),
        _role(
            "face@contoh.example",
            _local(1200, Sex.FEMALE),
            Stage.IN_REVIEW,
            hours=3,
            face_of=_adult(1250, Sex.MALE),
        ),
        _role("blurred@contoh.example", _local(1300), Stage.IN_REVIEW, hours=3, blurred=True),
        _role(
            "ownface@contoh.example",
            _local(1350),
            Stage.IN_REVIEW,
            hours=2,
            typed={"consent_face_comparison": ""},
        ),
        _role("foreign@contoh.example", _foreigner(700), Stage.IN_REVIEW, hours=4),
        _role("twin@contoh.example", twin, Stage.IN_REVIEW, hours=3),
        _role("twin2@contoh.example", _adult(950), Stage.IN_REVIEW, hours=2, card_of=twin),
        _role(
            "child@contoh.example",
            _child(800, 6, 11),
            Stage.IN_REVIEW,
            hours=2,
            kind=IdentityKind.KIA,
        ),
    )


def _on_the_way() -> tuple[Applicant, ...]:
    """Returns applicants whose applications are not ready for a clerk."""
    return (
        _role("fresh@contoh.example", _adult(850), Stage.ACTIVATED, minutes=2),
        _role(
            "waits@contoh.example",
            _child(1000, 12, 15),
            Stage.WAITS_FOR_GUARDIAN,
            hours=1,
            kind=IdentityKind.STUDENT_CARD,
        ),
        _role("sent@contoh.example", _adult(1050), Stage.SENT, minutes=10),
    )


def _role(
    email: str,
    person: Person,
    stage: Stage,
    *,
    days: int = 0,
    hours: int = 0,
    minutes: int = 0,
    kind: IdentityKind | None = None,
    **changes: object,
) -> Applicant:
    ago = timedelta(days=days, hours=hours, minutes=minutes)
    resident = person.citizenship == "WNI"
    kind = kind or (IdentityKind.KTP if resident else IdentityKind.STAY_PERMIT)
    return Applicant(email, person, kind, stage, ago, **changes)  # type: ignore[arg-type]


def _mistyped(email: str, person: Person, **typed: str) -> Applicant:
    return _role(email, person, Stage.IN_REVIEW, hours=4, typed=typed)


def _one_digit_off(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 3) % 10)


def _member(
    email: str, person: Person, *, days: int, kind: IdentityKind | None = None
) -> Applicant:
    return _role(email, person, Stage.APPROVED, days=days, kind=kind)


def _foreigner(start: int) -> Person:
    return foreigner(_adult(start).seed)


def _other_birthday() -> dict[str, str]:
    return {"birth_date": date(1985, 2, 3).isoformat()}
