"""A member to whom everything has happened that the trail shows."""

import uuid

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.data_requests import services as data_requests
from rontal.data_requests.events import LOOKED_AT
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.desk.events import RECORD_EXPORTED
from rontal.membership.importing.events import MEMBER_IMPORTED
from rontal.membership.models import Application
from rontal.membership.selectors import details
from rontal.membership.services.openings import record_identity_search, record_member_page
from tests.support.membership import factories
from tests.support.web.visitors import client_of


def everything_happens() -> Application:
    """Opens data of a member in each recorded way; returns the application."""
    member = factories.member()
    application, clerk = member.application, factories.clerk()
    details(application, actor=clerk, reason="case_review")
    details(application, actor=Actor.system("verification"), reason="examination")
    desk = client_of(factories.clerk(Role.HEAD, Role.CLERK))
    desk.get(f"/meja/permohonan/{application.code}/foto/card/")
    record_member_page(member=member, actor=clerk)
    record_identity_search(application_ids=[application.pk], actor=clerk)
    emit(MEMBER_IMPORTED, actor=clerk, subject=member)
    opened = data_requests.open_own_request(
        kind=RequestKind.ACCESS,
        words="Siapa yang melihat?",
        key=uuid.uuid4().hex,
        actor=factories.applicant(application),
    )
    emit(LOOKED_AT, actor=clerk, subject=DataRequest.objects.get(pk=opened.request_id))
    administrator = factories.clerk(Role.ADMINISTRATOR)
    emit(RECORD_EXPORTED, actor=administrator, subject=User.objects.get(pk=administrator.id))
    client_of(factories.applicant(application)).get("/akun/data/unduh/")
    return application
