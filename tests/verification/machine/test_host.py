"""Tests of the machine in its child process, which is replaced when it hangs, dies or grows."""

import io
import logging
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from idcard.faces.model import FaceSign, Similarity
from rontal.core.children.limits import Bounds
from rontal.verification.errors import MachineUnable
from rontal.verification.machine import host as hosts
from rontal.verification.machine.host import Host
from tests.support.idcard import pictures

pytestmark = pytest.mark.machine

ENGINES = "tests.support.verification.machine.engines"
RED, GREEN, BLUE, YELLOW, GREY = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 0),
    (90, 90, 90),
)


def photo(colour) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def host_of():
    """Returns a function that creates hosts with an engine of `engines`; stops them afterwards."""
    started_hosts = []

    def make(name, **bounds) -> Host:
        engine = f"{ENGINES}:{name}"
        started_hosts.append(Host(f"{ENGINES}:Blind", engine, Bounds(**bounds)))
        return started_hosts[-1]

    yield make
    for host in started_hosts:
        host.stop()


def why(host, colour=GREY) -> str:
    with pytest.raises(MachineUnable) as caught:
        host.check_selfie(photo(colour))
    return caught.value.why


def gone(pid) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.05)
    return False


def finds_no_face(host) -> bool:
    return host.check_selfie(photo(GREY)).signs == {FaceSign.NONE}


def test_one_child_answers_requests_one_after_another(host_of):
    host = host_of("Blind")
    assert host.pid is None
    assert finds_no_face(host)
    first = host.pid
    assert finds_no_face(host)
    assert host.pid == first


@pytest.mark.parametrize(
    ("colour", "expected"),
    [(GREEN, "crashed"), (BLUE, "out_of_memory"), (YELLOW, "failed")],
)
def test_errors_are_reported_and_the_next_photo_is_examined(host_of, colour, expected):
    host = host_of("Moody", memory=350_000_000)
    assert finds_no_face(host)
    first = host.pid
    assert why(host, colour) == expected
    assert finds_no_face(host)
    assert (host.pid == first) is (expected == "failed")
    assert gone(first) is (expected != "failed")


def test_endless_engine_is_stopped_after_its_processor_time(host_of):
    host = host_of("Busy", core_seconds=1)
    assert [why(host), why(host)] == ["timed_out", "timed_out"]


def test_hanging_engine_is_stopped_with_everything_it_started(host_of):
    host = host_of("Moody", seconds=4)
    assert finds_no_face(host)
    session = os.getsid(host.pid)
    assert session == host.pid
    assert why(host, RED) == "timed_out"
    with pytest.raises(ProcessLookupError):
        os.killpg(session, 0)


def test_memory_refused_by_the_system_is_out_of_memory(host_of):
    host = host_of("Greedy")
    assert why(host) == "out_of_memory"


def test_a_child_killed_in_the_middle_of_a_photo_is_replaced(host_of):
    host = host_of("Moody", seconds=60)
    assert finds_no_face(host)
    first = host.pid
    with ThreadPoolExecutor(2) as threads:
        hanging = threads.submit(why, host, RED)
        waiting = threads.submit(finds_no_face, host)
        time.sleep(0.3)
        os.kill(first, signal.SIGKILL)
        assert hanging.result(timeout=60) == "crashed"
        assert waiting.result(timeout=60)
    assert host.pid != first


def test_threads_take_turns_and_each_gets_its_own_answer(host_of):
    host = host_of("Slow")
    junk = b"no photo at all"
    with ThreadPoolExecutor(4) as threads:
        fine = [threads.submit(finds_no_face, host) for _turn in range(4)]
        broken = threads.submit(host.check_selfie, junk)
        assert all(turn.result(timeout=60) for turn in fine)
        assert broken.exception(timeout=60).why == "unreadable"


def test_damaged_photo_is_unreadable_and_does_no_harm(host_of):
    host = host_of("Blind")
    assert finds_no_face(host)
    first = host.pid
    whole = photo(GREY)
    for content in (b"", b"\xff\xd8\xff", whole[: len(whole) // 2], b"GIF89a" + whole):
        with pytest.raises(MachineUnable) as caught:
            host.check_selfie(content)
        assert caught.value.why == "unreadable"
    assert host.pid == first


@pytest.mark.parametrize(
    "name", ["Deaf", "Nobody", "no_such_module.here:Engine", "without-a-colon"]
)
def test_engine_that_does_not_load_fails_and_the_other_one_works(host_of, name):
    engine = name if ":" in name or "-" in name else f"{ENGINES}:{name}"
    host = Host(f"{ENGINES}:Blind", engine)
    try:
        assert why(host) == "failed"
        assert host.read_card(photo(GREY)).values == {}
    finally:
        host.stop()


def test_machine_that_does_not_start_is_not_retried_for_a_while(host_of, monkeypatch):
    started = []
    real = hosts.Process
    monkeypatch.setattr(hosts, "Process", lambda *words: started.append(1) or real(*words))
    host = host_of("Dying")
    assert [why(host) for _try in range(4)] == ["crashed"] * 4
    assert len(started) == hosts.FAILED_STARTS


def test_machine_that_does_not_start_reports_nothing_about_the_photo(host_of):
    with pytest.raises(MachineUnable) as no_start:
        host_of("Dying").read_card(photo(GREY))
    assert not no_start.value.about_photo
    with pytest.raises(MachineUnable) as bad_photo:
        host_of("Blind").read_card(b"no photo")
    assert bad_photo.value.about_photo


def test_a_child_is_replaced_after_a_number_of_requests(host_of, monkeypatch):
    monkeypatch.setattr(hosts, "RENEW_AFTER", 2)
    host = host_of("Blind")
    pids = []
    for _turn in range(4):
        assert finds_no_face(host)
        pids.append(host.pid)
    assert pids[1] is None
    assert pids[3] is None
    assert pids[0] != pids[2]


def test_an_idle_child_ends_and_the_next_photo_starts_another(host_of, monkeypatch):
    host = host_of("Blind")
    assert finds_no_face(host)
    first = host.pid
    monkeypatch.setattr(hosts, "IDLE_SECONDS", 0.2)
    assert finds_no_face(host)
    assert gone(first)
    assert finds_no_face(host)


def test_child_that_answered_recently_is_not_idle(host_of):
    host = host_of("Blind")
    assert finds_no_face(host)
    first = host.pid
    host._stop_idle()  # as the timer calls it while a request is answered
    assert finds_no_face(host)
    assert host.pid == first


def test_a_child_that_uses_too_much_memory_is_replaced(host_of, monkeypatch):
    host = host_of("Blind")
    assert finds_no_face(host)
    first = host.pid
    monkeypatch.setattr(hosts, "RENEW_FROM", 1)
    assert finds_no_face(host)
    assert gone(first)


def test_log_contains_nothing_that_was_read(host_of, caplog):
    host = host_of("Moody")
    with caplog.at_level(logging.DEBUG):
        assert why(host, YELLOW) == "failed"
    assert "RuntimeError" in caplog.text
    assert "find:" in caplog.text
    assert "SECRET" not in caplog.text
    assert "5102041505900001" not in caplog.text


def test_child_gets_no_secret(host_of, monkeypatch):
    monkeypatch.setenv("RONTAL_SEAL_KEYS", "k1:c2VjcmV0")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert finds_no_face(host_of("Nosy"))


def test_child_has_low_priority_is_small_and_ignores_ctrl_c(host_of):
    host = host_of("Blind")
    assert finds_no_face(host)
    assert os.getpriority(os.PRIO_PROCESS, host.pid) == min(os.nice(0) + 10, 19)
    first = host.pid
    os.kill(first, signal.SIGINT)
    assert finds_no_face(host)
    assert host.pid == first
    loaded = Path(f"/proc/{first}/maps").read_text()
    assert "psycopg" not in loaded
    assert "/_django" not in loaded


def test_the_child_ends_with_its_parent(tmp_path):
    """Checks that the child ends even where the parent is killed while the child hangs."""
    note = tmp_path / "pid"
    lines = [
        "import os, sys, threading, time",
        "from django.conf import settings",
        "from rontal.verification.machine.host import Host",
        f"host = Host('{ENGINES}:Blind', '{ENGINES}:Moody')",
        "photos = [bytes.fromhex(word) for word in sys.argv[2:]]",
        "host.check_selfie(photos[0])",
        "threading.Thread(target=host.check_selfie, args=[photos[1]], daemon=True).start()",
        "open(sys.argv[1], 'w').write(str(host.pid))",
        "time.sleep(0.3)",
        "os.kill(os.getpid(), 9)",
    ]
    words = [str(note), photo(GREY).hex(), photo(RED).hex()]
    assert run_python("\n".join(lines), words) == -signal.SIGKILL
    assert gone(int(note.read_text()))


def run_python(code, words) -> int:
    import subprocess
    import sys

    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run([sys.executable, "-c", code, *words], env=environ, timeout=120).returncode


@pytest.mark.django_db
def test_settings_choose_the_engines_and_threads_share_one_machine(settings):
    settings.OCR_ENGINE = settings.FACE_ENGINE = f"{ENGINES}:Blind"
    plugged_in = hosts.machine()
    assert plugged_in is hosts.machine()
    try:
        assert finds_no_face(plugged_in)
    finally:
        plugged_in.stop()
    settings.FACE_ENGINE = f"{ENGINES}:Moody"
    assert hosts.machine() is not plugged_in


def test_own_engines_detect_and_compare_a_face():
    from idcard.engines import choice

    host = Host(choice.OCR_ENGINE, choice.FACE_ENGINE)
    face = pictures.encoded(pictures.face_photo(0))
    try:
        assert len(host.check_selfie(face).faces) == 1
        assert host.compare_faces(face, face, None).distance < 0.2
        assert host.compare_faces(photo(GREY), face, None).similarity is Similarity.NO_FACE_ON_CARD
    finally:
        host.stop()
