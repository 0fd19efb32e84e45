"""Factories of applications with drawn photos."""

import io
import uuid

from idcard.specimen.places import DISTRICTS
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application
from rontal.verification import services as verification
from rontal.verification.tasks import EXAMINER
from tests.support.idcard import pictures
from tests.support.membership import factories as membership


def typed(index=0, **changes) -> dict[str, str]:
    """Returns the form values of the n-th drawn adult, as printed on the card."""
    person = pictures.adults(index + 1)[index]
    district = next(one.code for one in DISTRICTS if one.name == person.address.district)
    card = {
        "number": person.nik,
        "name": person.name,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex.value,
        "street": person.address.street,
        "village": person.address.village,
        "district": district,
    }
    return membership.values(**(card | changes))


def checking(form=None, *, index=0, card=None, face=None) -> Application:
    """Returns an activated application with card and face of the n-th drawn adult."""
    draft = services.start_draft(language="id")
    services.save_draft(draft_id=draft.pk, changes=form or typed(index))
    photos = {
        "card": pictures.card_photo(index) if card is None else card,
        "face": pictures.face_photo(index) if face is None else face,
    }
    for slot, pixels in photos.items():
        content = io.BytesIO(pictures.encoded(pixels))
        services.attach_photo(draft_id=draft.pk, slot=slot, content=content)
    answer = services.submit(draft_id=draft.pk, key=uuid.uuid4().hex, actor=Actor.visitor())
    application = Application.objects.get(code=answer.code)
    return services.activate(
        token=membership.token(application),
        password=membership.PASSWORD,
        actor=Actor.visitor(),
    )


def examined(form=None, **photos) -> Application:
    """Returns an application after its examination, which waits for staff."""
    application = checking(form, **photos)
    verification.examine(application_id=application.pk, actor=EXAMINER)
    return Application.objects.get(pk=application.pk)


def events_of(application: Application) -> list[str]:
    rows = Event.objects.filter(
        subject_type="membership.application", subject_id=str(application.pk)
    )
    return list(rows.order_by("pk").values_list("name", flat=True))
