"""Registry of checks; each is a function that yields outcomes for a Subject."""

import logging
import traceback
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules

from django.db import Error as DatabaseError

from rontal.verification import checks
from rontal.verification.errors import MachineUnable
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject

logger = logging.getLogger(__name__)
Check = Callable[[Subject], Iterable[Outcome]]
UNABLE = "check_unable"
MAX_TRACEBACK_LINES = 6
_CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Registers a check under a name; raises ValueError where the name is taken."""

    def register(function: Check) -> Check:
        if _CHECKS.setdefault(name, function) is not function:
            raise ValueError(f"two checks are named {name}")
        return function

    return register


def all_checks() -> Mapping[str, Check]:
    """Returns every check by name, in alphabetical order, so that runs are reproducible."""
    for module in iter_modules(checks.__path__, f"{checks.__name__}."):
        import_module(module.name)
    return dict(sorted(_CHECKS.items()))


def run(name: str, function: Check, subject: Subject) -> list[Outcome]:
    """Returns the outcomes of a check; one that raises yields "unable" instead.

    The log has type and place of the error, but not its message, which may hold personal data. A
    DatabaseError is raised, so that the whole job is retried.
    """
    try:
        return list(function(subject))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - a failing check must not stop the others
        logger.error("check %s: %s at %s", name, type(error).__name__, _traceback_lines(error))
        evidence = {"check": name, "error": type(error).__name__}
        if isinstance(error, MachineUnable):
            evidence["why"] = error.why
        return [Outcome(UNABLE, Level.UNABLE, evidence)]


def _traceback_lines(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-MAX_TRACEBACK_LINES:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
