"""Longest waits of tests: one factor for all, from the measured speed of this machine.

    process.wait(timeout=patience.seconds(30))
    page.wait_for_function("…", timeout=patience.milliseconds(10))

A wait ends when its condition holds, so a large factor costs a test that passes nothing. The
process that starts first measures; its workers inherit the factor through the environment, where
`TEST_PATIENCE=20 ./test` sets it by hand.
"""

import os
import time

VARIABLE = "TEST_PATIENCE"
QUIET_SECONDS = 0.03
"""Duration of `_work` on two cores of a server of 2024 with nothing beside it."""
LOAD = 3
"""Allowance for what is not there yet while the speed is measured: the other workers, their
servers and browsers.
"""
LARGEST = 20


def _work() -> float:
    began = time.perf_counter()
    sum(number * number % 7 for number in range(500_000))
    return time.perf_counter() - began


def _measured() -> float:
    slowest = max(_work() for _ in range(3))
    return min(max(1.0, slowest / QUIET_SECONDS) * LOAD, LARGEST)


def factor() -> float:
    """Returns by how much waits are longer than on a quiet machine: 3 to 20."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = f"{_measured():.1f}"
    return float(os.environ[VARIABLE])


def seconds(quiet: float) -> float:
    """Returns the longest wait where `quiet` seconds are enough on a quiet machine."""
    return quiet * factor()


def milliseconds(quiet: float) -> float:
    """Returns the longest wait in ms, as Playwright takes it, for `quiet` seconds."""
    return seconds(quiet) * 1000
