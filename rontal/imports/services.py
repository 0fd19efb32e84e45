"""Life cycle of an import: dry run, import, undoing, discarding, retention. A job may be killed at
any moment and then resumes."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import closing
from datetime import timedelta
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.db import models, transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from records.errors import RecordsError
from rontal.core import clock, transitions
from rontal.core.actors import Actor
from rontal.core.errors import DomainError, NotFound
from rontal.core.events import Scalar, emit
from rontal.imports.models import AbstractImport
from rontal.imports.states import FINISHED, WAITING, ImportState

R = TypeVar("R", bound=AbstractImport)
_I = ImportState
MAX_JOB_SECONDS: Final = 20.0
"""Seconds after which a job ends and defers a follow-up, so that other jobs can run."""
FOREVER: Final = float("inf")
JOBS: Final = {_I.CHECKING: "check_import", _I.TAKING: "take_import", _I.UNDOING: "undo_import"}
"""Names of the jobs after the app's label and a colon, by the state in which they run."""
END_STATES: Final = {_I.CHECKING: _I.CHECKED, _I.TAKING: _I.DONE, _I.UNDOING: _I.UNDONE}
"""State after each job."""
STATES_BEFORE_IMPORT: Final = frozenset({_I.MAPPING, _I.CHECKING})
"""States that begin a new round and emit no event."""


class Importer(ABC, Generic[R]):
    """Imports of one kind. A subclass names its tables and writes what differs.

    `rows` is the table of the import's rows, with a foreign key `run`; they are deleted when the
    state becomes one of `clears`. `events` is the prefix of the events: a change to the state DONE
    emits `<events>:done`. `roles` may import. `worker` is the actor of the jobs. `refusals` are
    errors of a file, which end the import in REFUSED.
    """

    model: type[R]
    rows: type[models.Model]
    events: ClassVar[str]
    transitions: ClassVar[transitions.Table]
    clears: ClassVar[frozenset[ImportState]]
    roles: ClassVar[Collection[str]]
    worker: ClassVar[Actor]
    refusals: ClassVar[tuple[type[DomainError] | type[RecordsError], ...]]

    @abstractmethod
    def check(self, run: R) -> Generator[Any]:
        """Runs the dry run; yields the progress after each batch that it committed."""

    @abstractmethod
    def import_batches(self, run: R) -> Generator[Any]:
        """Imports; yields the progress after each batch that it committed."""

    @abstractmethod
    def undo(self, run: R) -> Generator[Any]:
        """Undoes an import; yields the progress after each batch that it committed."""

    @abstractmethod
    def totals(self, run: R) -> Mapping[str, int]:
        """Returns the number of rows by result, for the event of the end."""

    @abstractmethod
    def keep_days(self) -> int:
        """Returns the days after which abandoned imports and remaining rows are erased."""

    @abstractmethod
    def erase_files(self, run: R, actor: Actor) -> None:
        """Erases the files of a locked import. Idempotent."""

    def erase(self, run: R, actor: Actor) -> None:
        """Erases everything but the result. Idempotent."""
        self.erase_files(run, actor)

    def initial_values(self, run: R, to: ImportState) -> dict[str, Any]:
        """Returns the values with which an import begins a state. Raises IllegalTransition."""
        round_ = {"round": run.round + 1, "checked_at": None} if to in STATES_BEFORE_IMPORT else {}
        return {"done": 0, "error": "", **round_}

    def lock(self, import_id: int, actor: Actor) -> R:
        """Returns the import, locked until the transaction ends. Raises NotAllowed, NotFound."""
        actor.require_or_system(*self.roles)
        return NotFound.if_none(self.model.lock(import_id))

    def move(self, run: R, to: ImportState, actor: Actor, data: Any = None, **changes: Any) -> None:
        """Changes the state of a locked import and emits its event. Raises IllegalTransition."""
        transitions.move(run, to, table=self.transitions, **changes)
        if to in self.clears:
            self.rows._default_manager.filter(run=run).delete()
        if to not in STATES_BEFORE_IMPORT:
            emit(f"{self.events}:{to}", actor=actor, subject=run, data=data)

    def defer(self, run: R, state: ImportState) -> None:
        """Defers the job of a state; jobs of one import run one after the other."""
        label = self.model._meta.app_label
        job, lock = f"{label}:{JOBS[state]}", f"{label}:import:{run.pk}"
        app.configure_task(job, queue="imports", lock=lock).defer(import_id=run.pk)

    @transaction.atomic
    def begin(self, to: ImportState, *, import_id: int, actor: Actor, **changes: Any) -> R:
        """Lets an import begin a state anew, for callers that run the job themselves. Raises
        NotAllowed, NotFound, IllegalTransition."""
        run = self.lock(import_id, actor)
        self.move(run, to, actor, **{**self.initial_values(run, to), **changes})
        return run

    @transaction.atomic
    def start(self, to: ImportState, *, import_id: int, actor: Actor, **changes: Any) -> R:
        """Does the same as `begin` and defers the job."""
        run = self.begin(to, import_id=import_id, actor=actor, **changes)
        self.defer(run, to)
        return run

    @transaction.atomic
    def discard(self, *, import_id: int, actor: Actor) -> R:
        """Discards an import before anything was imported; its files and rows are erased at once.
        Raises NotAllowed, NotFound, IllegalTransition."""
        run = self.lock(import_id, actor)
        self.move(run, _I.DISCARDED, actor, ended_at=clock.now())
        self.erase(run, actor)
        return run

    def work(
        self,
        state: ImportState,
        *,
        import_id: int,
        seconds: float = MAX_JOB_SECONDS,
        report_progress: Callable[[Any], None] = lambda _progress: None,
    ) -> None:
        """Runs the job of a state; after some seconds, defers another one for the rest."""
        runs = self.model._default_manager.select_related("file")
        run = runs.filter(pk=import_id, state=state).first()
        if run is None:
            return
        steps = {_I.CHECKING: self.check, _I.TAKING: self.import_batches, _I.UNDOING: self.undo}[
            state
        ]
        to, error, until = END_STATES[state], "", time.monotonic() + seconds
        try:
            with closing(steps(run)) as batches:
                for progress in batches:
                    report_progress(progress)
                    if time.monotonic() >= until:
                        self.defer(run, state)
                        return
        except self.refusals as refused:
            to, error = _I.REFUSED, str(refused.params.get("reason", refused.code))[:40]
        self.end(run, state, to, error=error)

    @transaction.atomic
    def end(self, run: R, frm: ImportState, to: ImportState, *, error: str = "") -> None:
        """Ends the job of an import, if that is still in the same state and round."""
        locked = self.model.lock(run.pk, state=frm, round=run.round)
        if locked is None:
            return
        time_of = "ended_at" if to in FINISHED else "checked_at"
        data: dict[str, Scalar] = {key: n for key, n in self.totals(locked).items() if n}
        self.move(locked, to, self.worker, data, error=error, **{time_of: clock.now()})
        if to in FINISHED:
            self.erase_files(locked, self.worker)

    def sweep(self) -> int:
        """Discards abandoned imports, and erases what is left of those that ended long enough ago;
        returns the number of imports. For the periodic job."""
        before = clock.now() - timedelta(days=self.keep_days())
        abandoned = Q(state__in=WAITING, started_at__lte=before)
        over = Q(state__in=FINISHED, ended_at__lte=before)
        old = self.model._default_manager.filter(abandoned | over, erased_at=None)
        return sum(map(self._sweep, list(old.values_list("pk", flat=True))))

    @transaction.atomic
    def _sweep(self, import_id: int) -> bool:
        run = self.model.lock(import_id, erased_at=None, state__in=WAITING | FINISHED)
        if run is not None and run.state in WAITING:
            self.discard(import_id=import_id, actor=self.worker)
        elif run is not None:
            self.erase(run, self.worker)
        return run is not None
