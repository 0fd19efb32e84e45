"""Threads that act at once, or meet at one moment."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection

from rontal.core.errors import DomainError

THREADS = 32
TIMEOUT_SECONDS = 0.5  # seconds that a thread waits for the others, which may be blocked by a lock


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Runs each function in its own thread; returns their results or exceptions."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(20)
            results[number] = act()
        except Exception as error:  # noqa: BLE001
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def outcomes(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


class Moment:
    """Critical point at which a thread waits until the other arrives, or is blocked elsewhere."""

    def __init__(self) -> None:
        self._barrier = threading.Barrier(2)
        self.met = False

    def after(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Returns `function`, extended by waiting at the critical point."""

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            with contextlib.suppress(threading.BrokenBarrierError):
                self._barrier.wait(TIMEOUT_SECONDS)
                self.met = True
            return result

        return wrapped


def refusals(results: list[Any]) -> list[type]:
    for result in results:
        assert not isinstance(result, Exception) or isinstance(result, DomainError), repr(result)
    return [type(result) for result in results if isinstance(result, DomainError)]
