"""Complaints whose deadline has passed or is near."""

import io

from rontal.feedback import services
from rontal.feedback.models import Upload
from rontal.feedback.steps.following import form_of
from tests.support.feedback.factories import VISITOR
from tests.support.membership import pictures


def sent_ahead(key: str, content: bytes | None = None) -> Upload:
    content = content or pictures.encoded("PNG")
    return services.upload(form=form_of(key), content=io.BytesIO(content), actor=VISITOR)
