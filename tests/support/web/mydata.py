"""Pages of a person's own data."""

import io
import zipfile
from typing import Any

from rontal.membership.models import Application
from rontal.membership.selectors import details
from rontal.verification.models import Examination, Finding
from rontal.verification.rules import Level, Recommendation
from tests.support.membership import factories


def form_of(application: Application) -> Any:
    return details(application, actor=factories.SYSTEM, reason="test")


def files_of(answer: Any) -> dict[str, bytes]:
    """Returns the files of a downloaded archive by name."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return {name: files.read(name) for name in files.namelist()}


def examined(application: Application) -> None:
    examination = Examination.objects.create(
        application=application, run=9, recommendation=Recommendation.LOOK_CLOSER
    )
    for position, code in enumerate(["name_exact", "identity_elsewhere"]):
        Finding.objects.create(
            examination=examination,
            position=position,
            code=code,
            level=Level.WARN,
            evidence={"application": "AAAA-BBBB"},
        )
