"""Tests of a supervised child: growing pauses between starts, and the limit of attempts."""

import time

import pytest

from rontal.config.child_processes import CONFIG_FAULT, QUICK_DEATHS, Child, RestartsExhausted

pytestmark = pytest.mark.machine


def dying(code: int) -> Child:
    return Child("leaf", lambda: code, 1)


def bury(child: Child) -> str:
    assert child.process is not None
    child.process.join()
    said = child.check()
    assert said is not None
    return said


def test_waits_grow_and_the_fifth_quick_death_is_the_last() -> None:
    child = dying(3)
    child.start()
    waits = []
    for _ in range(QUICK_DEATHS - 1):
        said = bury(child)
        assert said.startswith("leaf ended (exit code 3); it starts again in ")
        waits.append(float(said.split()[-2]))
        assert child.check() is None
        child._again_at = time.monotonic()
        assert child.check() == "leaf is started again"
    assert waits == [0.5, 1.0, 2.0, 4.0]
    assert child.process is not None
    child.process.join()
    with pytest.raises(RestartsExhausted, match="leaf ended 5 times within seconds"):
        child.check()


def test_refusal_of_the_settings_is_not_tried_again() -> None:
    child = dying(CONFIG_FAULT)
    child.start()
    assert child.process is not None
    child.process.join()
    with pytest.raises(RestartsExhausted, match="refuses these settings"):
        child.check()


def test_late_death_forgives_the_earlier_ones() -> None:
    child = dying(1)
    child.start()
    bury(child)
    child.start()
    child._began -= 60
    assert "starts again in 0.5 s" in bury(child)
