"""Tests that a child process cannot escape its limits by what it sends."""

import io
import struct

import pytest

from rontal.core.children import frames
from rontal.core.children.limits import Bounds
from rontal.core.children.process import ChildLost, LossReason, Process


def test_child_that_sends_slowly_byte_by_byte_is_ended_in_time() -> None:
    with pytest.raises(ChildLost) as lost:
        Process("tests.core.trickling_child", [], Bounds(start_seconds=1))
    assert lost.value.why == LossReason.TIMED_OUT


@pytest.mark.parametrize("head", [b"[" * 200_000, b"{", b"[]", b"\xff"])
def test_response_that_is_no_object_is_a_bad_frame(head: bytes) -> None:
    sent = io.BytesIO(struct.pack(">II", len(head), 0) + head)
    with pytest.raises(frames.BadFrame):
        frames.receive(sent.read)
