"""Requests about personal data in the demo library, entered through the services."""

from dataclasses import dataclass
from datetime import timedelta

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import (
    IdentityCheck,
    RequestAct,
    RequestChannel,
    RequestKind,
)
from rontal.data_requests.services.opening import NewRequest
from rontal.data_requests.states import DataRequestState

VISITOR = Actor.visitor()
KEY = "demo-data-request"


@dataclass(frozen=True)
class DemoRequest:
    """A request that came in `hours` ago; `answered_after` hours, None while it is open."""

    kind: RequestKind
    channel: RequestChannel
    words: str
    hours: int
    act: RequestAct = RequestAct.EXPLAINED
    answer: str = ""
    answered_after: int | None = None


REQUESTS = (
    DemoRequest(
        RequestKind.ACCESS,
        RequestChannel.PAGE,
        "Saya ingin tahu data apa saja yang disimpan tentang saya, dan siapa yang membukanya.",
        24 * 80,
        RequestAct.TRAIL_GIVEN,
        "Semua data Anda beserta jejak pembukaannya ada di halaman Data saya.",
        20,
    ),
    DemoRequest(
        RequestKind.CORRECTION,
        RequestChannel.COUNTER,
        "Alamat pindah dari Kediri ke Penebel.",
        24 * 61,
        RequestAct.CORRECTED,
        "Alamat sudah dibetulkan.",
        1,
    ),
    DemoRequest(
        RequestKind.ERASURE,
        RequestChannel.LETTER,
        "Kami pindah ke luar Bali. Mohon data anak kami dihapus.",
        24 * 44,
        RequestAct.PARTLY_ERASED,
        "Data sudah dihapus, kecuali bukti persetujuan yang wajib disimpan.",
        51,
    ),
    DemoRequest(
        RequestKind.OBJECTION,
        RequestChannel.MAIL,
        "Sistem menyebut wajah saya tidak cocok. Mohon diperiksa petugas.",
        24 * 30,
        RequestAct.REVIEWED,
        "Petugas sudah membandingkan sendiri; fotonya cocok.",
        26,
    ),
    DemoRequest(
        RequestKind.COPY,
        RequestChannel.PAGE,
        "Mohon salinan data saya.",
        24 * 12,
        RequestAct.COPY_GIVEN,
        "Salinan dapat diunduh di halaman Data saya.",
        9,
    ),
    DemoRequest(
        RequestKind.WITHDRAWAL,
        RequestChannel.PAGE,
        "Saya tidak mau lagi menerima pesan WhatsApp dari perpustakaan.",
        58,
    ),
    DemoRequest(
        RequestKind.ACCESS, RequestChannel.PAGE, "Siapa saja yang membuka foto kartu saya?", 7
    ),
)


def load() -> None:
    """Enters answered requests and two open ones. Idempotent."""
    clerk = actor_of(User.objects.get(login_name="petugas"))
    for number, demo in enumerate(REQUESTS):
        request = _open(number, demo, clerk)
        if demo.answered_after is not None and request.state == DataRequestState.RECEIVED:
            _answer(request, demo, clerk)


def _open(number: int, demo: DemoRequest, clerk: Actor) -> DataRequest:
    new = NewRequest(
        kind=demo.kind,
        words=demo.words,
        channel=demo.channel,
        name="Ni Wayan Contoh",
        phone="0812 0000 0000",
    )
    actor = VISITOR if demo.channel is RequestChannel.PAGE else clerk
    with clock.frozen_at(clock.now() - timedelta(hours=demo.hours)):
        opened = services.open_request(new=new, key=f"{KEY}-{number}", actor=actor)
    return DataRequest.objects.get(pk=opened.request_id)


def _answer(request: DataRequest, demo: DemoRequest, clerk: Actor) -> None:
    assert demo.answered_after is not None
    with clock.frozen_at(request.received_at + timedelta(hours=demo.answered_after)):
        services.take(request_id=request.pk, actor=clerk)
        services.confirm_identity(
            request_id=request.pk, check=IdentityCheck.DETAILS_MATCHED, actor=clerk
        )
        services.fulfil(request_id=request.pk, acts=[demo.act], words=demo.answer, actor=clerk)
