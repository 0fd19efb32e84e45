"""Factories for applications and members; states after the first are reached through services."""

import io
import itertools
import uuid
from collections.abc import Mapping
from datetime import date
from functools import cache

from PIL import Image

from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.accounts.selectors import actor_of
from rontal.core.actors import Actor
from rontal.membership import services
from rontal.membership.models import Application, Draft, Member

PASSWORD = "daun lontar kering"
SYSTEM = Actor.system("tests")
_serial = itertools.count(1)
_staff = itertools.count(1)


def nik(birth: date = date(1990, 5, 17), *, female: bool = True, region: str = "510205") -> str:
    """Returns a new valid NIK."""
    day = birth.day + (40 if female else 0)
    return f"{region}{day:02}{birth:%m%y}{next(_serial) % 9999 + 1:04}"


def values(**changes: str) -> dict[str, str]:
    """Returns the typed form of an adult resident of Tabanan."""
    birth = date.fromisoformat(changes.get("birth_date", "1990-05-17"))
    typed = {
        "identity_kind": "ktp",
        "number": nik(birth),
        "name": "Ni Wayan Sari",
        "birth_place": "Tabanan",
        "birth_date": birth.isoformat(),
        "sex": "female",
        "email": f"sari{next(_serial)}@contoh.example",
        "phone": "0812 3456 7890",
        "street": "Jl. Melati No. 4",
        "village": "Dajan Peken",
        "district": "510205",
        "regency": "5102",
        "province": "51",
        "consent_membership": "1",
        "consent_face_comparison": "1",
    }
    return typed | changes


def child_values(birth: date = date(2014, 3, 2), **changes: str) -> dict[str, str]:
    """Returns the typed form of a child with its mother as guardian."""
    child = {
        "identity_kind": "kia",
        "birth_date": birth.isoformat(),
        "name": "I Made Dwi",
        "phone": "",
        "guardian_name": "Ni Ketut Ayu",
        "guardian_relation": "mother",
        "guardian_email": "ayu@contoh.example",
    }
    return values(**(child | changes))


@cache
def picture(width: int = 800, height: int = 600, kind: str = "JPEG") -> bytes:
    """Creates a picture with a grey gradient."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def draft(typed: Mapping[str, str] | None = None, *, slots: str = "card face") -> Draft:
    """Creates a completed draft with photos, small ones that are quickly sanitized."""
    new_draft = services.start_draft(language="id")
    services.save_draft(draft_id=new_draft.pk, changes=typed or values())
    for slot in slots.split():
        services.attach_photo(
            draft_id=new_draft.pk, slot=slot, content=io.BytesIO(picture(240, 200))
        )
    return Draft.objects.get(pk=new_draft.pk)


def submitted(typed: Mapping[str, str] | None = None) -> Application:
    """Creates an application that waits for activation."""
    answer = services.submit(draft_id=draft(typed).pk, key=uuid.uuid4().hex, actor=Actor.visitor())
    return Application.objects.get(code=answer.code)


def token(application: Application, purpose: str = "activation") -> str:
    """Creates a token as in the link of a mail."""
    return services.issue_link(application_id=application.pk, purpose=purpose, actor=SYSTEM)


def activated(
    typed: Mapping[str, str] | None = None, *, password: str | None = None
) -> Application:
    """Creates an application that is being checked; for a child under 17, one that waits for the
    guardian.

    The account has no password by default, as hashing one takes longer than everything else.
    """
    link = token(submitted(typed))
    return services.activate(token=link, password=password, actor=Actor.visitor())


def in_review(typed: Mapping[str, str] | None = None) -> Application:
    """Creates an application in review; a guardian has consented if one is needed."""
    application = activated(typed)
    if hasattr(application, "guardian"):
        services.guardian_consent(token=token(application, "guardian"), actor=Actor.visitor())
    return services.finish_checking(application_id=application.pk, actor=SYSTEM)


def clerk(*roles: Role) -> Actor:
    """Creates a member of staff, by default a clerk; returns the actor."""
    name = f"pemeriksa{next(_staff)}"
    address = f"{name}@contoh.example"
    user = accounts.create(
        login_name=name, email=address, name=name.title(), password=None, actor=SYSTEM
    )
    chosen = list(roles) or [Role.CLERK]
    return actor_of(accounts.set_roles(user_id=user.pk, roles=chosen, actor=SYSTEM))


def needs_correction(typed: Mapping[str, str] | None = None) -> Application:
    """Creates an application that needs correction."""
    return services.ask_correction(
        application_id=in_review(typed).pk,
        reasons=["photo_card_unreadable"],
        words="Foto kartu gelap.",
        actor=clerk(),
    )


def member(typed: Mapping[str, str] | None = None) -> Member:
    """Creates a member."""
    return services.approve(application_id=in_review(typed).pk, actor=clerk())


def applicant(application: Application) -> Actor:
    """Returns the actor of the applicant, signed in."""
    assert application.user_id is not None
    return Actor.person(application.user_id)
