"""Pages of the data protection officer, and those that stay closed to the role."""

import pytest

from rontal.accounts.roles import Role
from rontal.core.errors import NotAllowed
from rontal.membership.selectors import application_for_staff, member_for_staff
from tests.support.accounts.factories import staff
from tests.support.desk.factories import at_desk
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
OPEN = ("data-pribadi/", "data-pribadi/penilaian/", "permintaan/", "catatan/", "masa-simpan/")
CLOSED = ("tanpa-cela/", "anggota/", "pengaduan/", "koleksi/", "pekerjaan/", "petugas/", "loket/")


@pytest.mark.parametrize("path", OPEN)
def test_officer_opens_register_requests_audit_log_and_retention(path):
    assert at_desk(Role.OFFICER).get(f"/meja/{path}").status_code == 200


@pytest.mark.parametrize("path", CLOSED)
def test_officer_opens_no_application_member_or_collection(path):
    assert at_desk(Role.OFFICER).get(f"/meja/{path}").status_code == 403


def test_officer_opens_neither_a_case_nor_its_photos_nor_a_member():
    member = membership.member()
    desk, code = at_desk(Role.OFFICER), member.application.code
    for path in (
        f"permohonan/{code}/",
        f"permohonan/{code}/foto/card_photo/",
        f"anggota/{member.pk}/",
    ):
        assert desk.get(f"/meja/{path}").status_code == 403, path


def test_services_refuse_the_officer_without_a_page():
    member = membership.member()
    actor = membership.clerk(Role.OFFICER)
    with pytest.raises(NotAllowed):
        application_for_staff(member.application.code, actor)
    with pytest.raises(NotAllowed):
        member_for_staff(member.pk, actor)


def test_first_page_of_the_officer_is_the_requests():
    assert at_desk(Role.OFFICER).get("/meja/")["Location"] == "/meja/permintaan/"


def test_role_can_be_given():
    assert staff(Role.OFFICER).roles == ["officer"]
