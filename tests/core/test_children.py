"""Tests that a child process cannot escape its limits by what it sends."""

import io
import os
import struct
import threading

import pytest

from rontal.core.children import decoder, frames
from rontal.core.children.limits import DECODING, Bounds
from rontal.core.children.process import ChildLost, LossReason, Process


@pytest.mark.whole
def test_child_that_sends_slowly_byte_by_byte_is_ended_in_time() -> None:
    with pytest.raises(ChildLost) as lost:
        Process("tests.support.core.trickling_child", [], Bounds(start_seconds=1))
    assert lost.value.why == LossReason.TIMED_OUT


def test_a_child_that_was_waited_for_is_not_killed_by_another_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its number may belong to another process as soon as the system returned its exit code."""
    child = Process(decoder.CHILD, ["tests.support.security.slow_decoder"], DECODING)
    waited, noted = threading.Event(), threading.Event()
    popen, killed = child._child, []

    class Slow:
        """Notes the exit code some time after the system returned it."""

        returncode: int | None = None

        def wait(self) -> None:
            popen.wait()
            waited.set()
            noted.wait()
            self.returncode = popen.returncode

    child._child = Slow()  # type: ignore[assignment]
    ends = threading.Thread(target=child.end)
    ends.start()
    waited.wait()
    monkeypatch.setattr(os, "killpg", lambda *words: killed.append(words))
    kills = threading.Thread(target=child.kill)
    kills.start()
    kills.join(0.3)
    noted.set()
    ends.join()
    kills.join()
    assert killed == []


@pytest.mark.parametrize("head", [b"[" * 200_000, b"{", b"[]", b"\xff"])
def test_response_that_is_no_object_is_a_bad_frame(head: bytes) -> None:
    sent = io.BytesIO(struct.pack(">II", len(head), 0) + head)
    with pytest.raises(frames.BadFrame):
        frames.receive(sent.read)
