"""A thousand applications at once: the rate at which the queue drains, the memory for it, and the
delay that users notice.

A demo library is served as `./run` serves it, so that its own worker and the child process with the
models do the work. Each application has a photo of a card and a selfie, read and compared without
any cache. A few drawn people occur again and again, with slightly changed photos and other identity
numbers: the worst case for the check for duplicates. Pages are loaded before and meanwhile.
"""

import argparse
import http.client
import io
import statistics
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, Any

from bench import load_generator, processes, served_library
from bench.figures import Figures, finish

if TYPE_CHECKING:
    from rontal.membership.models import Application

MANY, FEW = 1000, 16
PEOPLE = 6
MAX_MEMORY = 600.0
MAX_GROWTH = 40.0
MIN_SHARE_OF_IDLE = 0.8
MAX_SECONDS_TO_MAIL = 5.0
MAX_SECONDS_TO_READING = 10.0
TIMEOUT_SECONDS = 4 * 3600


def main() -> None:
    """Reads the arguments, fills the queue, waits until it is empty and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="end within 60 seconds")
    parser.add_argument("--json", type=Path, help="write the rows there")
    parser.add_argument("--applications", type=int, help=f"so many (default {MANY})")
    options = parser.parse_args()
    figures = Figures()
    count = options.applications or (FEW if options.quick else MANY)
    run(figures, count, seconds=3.0 if options.quick else 10.0)
    finish(figures, options.json)


def run(figures: Figures, count: int, *, seconds: float) -> None:
    """Runs the benchmark with `count` applications; each page is loaded for `seconds`."""
    with served_library.library() as library:
        import django

        django.setup()
        _wait_for_idle()
        pages = Pages(library, seconds)
        idle = pages.load()
        waiting = _applications(count)
        watch = Watch(processes.worker_of(library.home))
        with watch.running():
            started = time.monotonic()
            _defer(waiting)
            busy = pages.load()
            felt = _measure_delays(library.home)
            _wait_for_idle(progress=count)
            took = time.monotonic() - started
        figures.add("applications drained", count, "")
        figures.add("drained", count * 60 / took, "a minute")
        figures.add("core seconds an application", watch.core_seconds() / count, "s")
        _add_memory_rows(figures, watch)
        _add_page_rows(figures, idle, busy)
        figures.at_most("mail in the middle of it", felt.mail, "s", MAX_SECONDS_TO_MAIL)
        most = MAX_SECONDS_TO_READING
        figures.at_most("photo of a form read in the middle of it", felt.reading, "s", most)
        unexamined = _unexamined(waiting)
        figures.at_most("applications without the machine's findings", unexamined, "", 0)


@dataclass
class Watch:
    """Samples the memory of the worker and its child, and measures the processor time of both."""

    worker: processes.Process
    sums: list[float] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Samples twice a second during the block."""
        done = Flag()
        thread = Thread(target=self._sample, args=[done], daemon=True)
        self.began = self.worker.core_seconds()
        thread.start()
        try:
            yield
        finally:
            self.ended = self.worker.core_seconds()
            done.set()
            thread.join()

    def core_seconds(self) -> float:
        """Returns the processor time of worker and child, in seconds."""
        return self.ended - self.began

    def _sample(self, done: Flag) -> None:
        while not done.wait(0.5):
            self.sums.append(self.worker.megabytes())


@dataclass(frozen=True)
class Delays:
    """Seconds until a mail was sent and until a photo was read."""

    mail: float
    reading: float


@dataclass
class Pages:
    """Throughput of pages at full load, and their response time at ten requests a second."""

    library: served_library.Served
    seconds: float

    def load(self) -> dict[str, tuple[float, float]]:
        """Returns for each page the responses a second and the median response time in ms."""
        return {name: self._one(*page) for name, page in self._pages().items()}

    def _pages(self) -> dict[str, tuple[str, dict[str, str]]]:
        from rontal.catalogue.models import Title

        slug = Title.objects.order_by("slug").values_list("slug", flat=True)[0]
        cookie = {"Cookie": f"rontal={served_library.session_of(served_library.MEMBER)}"}
        return {
            "front page, anonymous": ("/", {}),
            "title, signed in": (f"/koleksi/{slug}/", cookie),
        }

    def _one(self, path: str, headers: dict[str, str]) -> tuple[float, float]:
        message = load_generator.request(f"127.0.0.1:{self.library.port}", path, headers)
        load_generator.run(self.library.address, message, seconds=0.5)
        full = load_generator.run(
            self.library.address, message, seconds=self.seconds, connections=4
        )
        return full.per_second, statistics.median(self._paced(path, headers))

    def _paced(self, path: str, headers: dict[str, str]) -> list[float]:
        connection = http.client.HTTPConnection(*self.library.address, timeout=30)
        took = []
        for _turn in range(int(self.seconds * 10)):
            began = time.perf_counter()
            connection.request("GET", path, headers=headers)
            connection.getresponse().read()
            took.append((time.perf_counter() - began) * 1000)
            time.sleep(max(0.0, 0.1 - took[-1] / 1000))
        connection.close()
        return took


def _applications(count: int) -> "list[Application]":
    """Creates activated applications without their jobs, so that all jobs can be queued at once."""
    from rontal.core import events

    pictures = _pictures()
    listeners = dict(events.SUBSCRIBERS)
    events.SUBSCRIBERS.clear()
    try:
        return [_application(number, pictures) for number in range(count)]
    finally:
        events.SUBSCRIBERS.update(listeners)


def _application(number: int, pictures: "list[tuple[Any, bytes, bytes]]") -> "Application":
    from rontal.core.actors import Actor
    from rontal.membership import services
    from rontal.membership.models import Application

    person, card, face = pictures[number % len(pictures)]
    draft = services.start_draft(language="id")
    services.save_draft(draft_id=draft.pk, changes=_typed(person, number))
    for slot, photo in (("card", card), ("face", face)):
        content = io.BytesIO(_changed(photo, number))
        services.attach_photo(draft_id=draft.pk, slot=slot, content=content)
    sent = services.submit(draft_id=draft.pk, key=uuid.uuid4().hex, actor=Actor.visitor())
    application = Application.objects.get(code=sent.code)
    system = Actor.system("bench")
    token = services.issue_link(application_id=application.pk, purpose="activation", actor=system)
    return services.activate(token=token, password=None, actor=Actor.visitor())


def _pictures() -> "list[tuple[Any, bytes, bytes]]":
    from idcard.kinds import IdentityKind
    from idcard.specimen.card_data import card_of
    from idcard.specimen.cards import draw_card
    from idcard.specimen.faces import selfie
    from idcard.specimen.people import find
    from idcard.specimen.photograph import photograph, snapshot

    pictures, seed = [], 7000
    for _number in range(PEOPLE):
        person = find(lambda one: 20 <= one.age <= 60, start=seed)
        card = photograph(draw_card(card_of(person, IdentityKind.KTP), seed=seed), seed=seed)
        pictures.append((person, card, snapshot(selfie(person.seed, seed=1), seed=1)))
        seed = person.seed + 1
    return pictures


def _changed(photo: bytes, number: int) -> bytes:
    """Returns the photo slightly brighter and cropped, like a second photo of the same scene."""
    from PIL import Image, ImageEnhance

    with Image.open(io.BytesIO(photo)) as image:
        edge = number % 11
        cut = image.crop((edge, edge, image.width - edge, image.height - edge))
        out = io.BytesIO()
        ImageEnhance.Brightness(cut).enhance(1 + number % 7 / 200).save(out, "JPEG", quality=90)
    return out.getvalue()


def _typed(person: Any, number: int) -> dict[str, str]:
    """Returns the person's form data with an identity number of its own."""
    from idcard.specimen.places import DISTRICTS

    district = next(one.code for one in DISTRICTS if one.name == person.address.district)
    return {
        "identity_kind": "ktp",
        "number": f"{person.nik[:12]}{number % 9999 + 1:04}",
        "name": person.name,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex.value,
        "email": f"antre{number}@contoh.example",
        "phone": "0812 3456 7890",
        "street": person.address.street,
        "village": person.address.village,
        "province": "51",
        "regency": "5102",
        "district": district,
        "consent_membership": "1",
        "consent_face_comparison": "1",
    }


def _defer(waiting: "list[Application]") -> None:
    """Queues all examinations in one statement, as if all were activated at the same moment."""
    from rontal.core.events import JOB_OPTIONS
    from rontal.core.jobs import tell_subscriber
    from rontal.core.models import Event
    from rontal.membership.events import ACTIVATED

    key = "rontal.verification.tasks.examine_what_came_in"
    line = JOB_OPTIONS[key]
    subjects = [str(application.pk) for application in waiting]
    events = Event.objects.filter(name=ACTIVATED, subject_id__in=subjects).order_by("pk")
    job = tell_subscriber.configure(queue=line.queue, priority=line.priority)
    numbers = events.values_list("pk", flat=True)
    rows: list[dict[str, Any]] = [{"subscriber": key, "event_id": n} for n in numbers]
    job.batch_defer(*rows)


def _measure_delays(home: Path) -> Delays:
    """Fills in and submits a form while the queue is long, and measures the delays."""
    from rontal.core.actors import Actor
    from rontal.membership import services
    from rontal.verification.models import PhotoReading

    person, card, face = _pictures()[0]
    draft = services.start_draft(language="id")
    number = 9998
    services.save_draft(draft_id=draft.pk, changes=_typed(person, number))
    began = time.monotonic()
    file = services.attach_photo(
        draft_id=draft.pk, slot="card", content=io.BytesIO(_changed(card, number))
    ).card_photo
    _until(lambda: PhotoReading.objects.filter(file=file).exists())
    reading = time.monotonic() - began
    services.attach_photo(draft_id=draft.pk, slot="face", content=io.BytesIO(face))
    existing = set((home / "outbox").glob("*.eml"))
    began = time.monotonic()
    services.submit(draft_id=draft.pk, key=uuid.uuid4().hex, actor=Actor.visitor())
    _until(lambda: bool(set((home / "outbox").glob("*.eml")) - existing))
    return Delays(mail=time.monotonic() - began, reading=reading)


def _until(there: Any) -> None:
    until = time.monotonic() + 300
    while not there():
        if time.monotonic() > until:
            raise RuntimeError("nothing came")
        time.sleep(0.05)


def _wait_for_idle(progress: int = 0) -> None:
    """Waits until no job is due; with `progress` (the total), prints the rest every minute."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing"], scheduled_at=None)
    until, last_report = time.monotonic() + TIMEOUT_SECONDS, time.monotonic()
    while remaining := jobs.count():
        if time.monotonic() > until:
            raise RuntimeError("the queue does not drain")
        if progress and time.monotonic() - last_report > 60:
            last_report = time.monotonic()
            print(f"  {remaining} of {progress} left", flush=True)
        time.sleep(0.5)


def _unexamined(waiting: "list[Application]") -> int:
    """Returns the number of applications without an examination, or with a failed one."""
    from rontal.verification.models import Examination

    keys = [application.pk for application in waiting]
    done = Examination.objects.filter(application__in=keys)
    unable = done.filter(findings__level="unable").values("application").distinct().count()
    return len(keys) - done.values("application").distinct().count() + unable


def _add_memory_rows(figures: Figures, watch: Watch) -> None:
    sums = watch.sums
    part = max(1, len(sums) // 10)
    start, end = statistics.mean(sums[part : 2 * part]), statistics.mean(sums[-part:])
    middle = statistics.mean(sums[len(sums) // 2 - part // 2 :][:part])
    for name, value in (("start", start), ("middle", middle), ("end", end)):
        figures.add(f"worker and child, {name}", value, "MB")
    figures.at_most("worker and child, peak", max(sums), "MB", MAX_MEMORY)
    figures.at_most("worker and child, growth", end - start, "MB", MAX_GROWTH)


def _add_page_rows(
    figures: Figures, idle: dict[str, tuple[float, float]], busy: dict[str, tuple[float, float]]
) -> None:
    least = MIN_SHARE_OF_IDLE
    for name, (rate, wait) in idle.items():
        busy_rate, busy_wait = busy[name]
        figures.add(f"{name}: idle", rate, "a second")
        figures.at_least(f"{name}: share of idle at full load", busy_rate / rate, "", least)
        figures.add(f"{name}: idle, median at ten a second", wait, "ms")
        figures.at_least(f"{name}: idle median through busy median", wait / busy_wait, "", least)


if __name__ == "__main__":
    main()
