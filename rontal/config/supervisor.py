"""`rontal serve`: database, migrations, web, search, worker and, in the demo, the mail catcher.

One process supervises the others: it loads the application, forks them from its own memory, which
they share, restarts those that die, and stops them in order: web (no new work), search, worker
(finishes its job), catcher, database last.
"""

import contextlib
import fcntl
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.core.management.base import CommandError

from rontal.config import cluster, postgres, secret_variables
from rontal.config.child_processes import Child, RestartsExhausted
from rontal.config.cluster import PostgresError
from rontal.config.env import Environment, Mode
from rontal.config.operator_errors import exit_code, one_line_errors
from rontal.config.ports import check_free
from rontal.core.child_processes import dies_with_parent

TICK_SECONDS = 0.2
READY_SECONDS = 300
WORKER_STOP_SECONDS = 13
WEB_STOP_SECONDS = 10
SEARCH_STOP_SECONDS = 5
DATABASE_DEATHS = 5
SIGN_INS = "sign-ins.txt"  # file written by `rontal demo`
ORDER = ("web", "search", "worker", "mail catcher")  # order of stopping


class AlreadyRuns(CommandError):
    """Another supervisor runs in this home folder; the message is one line."""


class Stopped(BaseException):
    """Stop signal received during the start."""


class Supervisor:
    """Runs one library on this machine until a signal ends it."""

    def __init__(self, environment: Environment, say: Callable[[str], None]) -> None:
        self._environment = environment
        self._say = say
        self._asked = 0
        self._wake = threading.Event()
        self._database: postgres.Server | None = None
        self._database_deaths: list[float] = []
        self._children: list[Child] = []

    def run(self) -> int:
        """Serves; returns 0 where a signal ended it, 1 after a fatal error.

        Raises PortTaken or AlreadyRuns before anything is started.
        """
        check_free(self._environment.host, self._environment.port)
        with self._exclusive_lock(), self._signals():
            try:
                self._start()
                self._watch()
            except Stopped:
                pass
            except (RestartsExhausted, PostgresError) as error:
                self._say(f"Rontal stops: {error}")
                return 1
            finally:
                self._stop()
        return 0

    @contextlib.contextmanager
    def _exclusive_lock(self) -> Iterator[None]:
        """Locks the home folder for this supervisor; the lock ends with the process."""
        home = self._environment.home
        cluster.make_traversable(home)
        with (home / "serve.lock").open("a+") as lock:
            lock.seek(0)
            try:
                # A child inherits no lock of this kind, so that it cannot outlive the supervisor.
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRuns(f"Rontal runs in {home} already: {lock.read()}") from None
            lock.truncate()
            lock.write(f"process {os.getpid()} at {self._environment.url}")
            lock.flush()
            yield

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_number: int, _frame: object) -> None:
            self._asked += 1
            self._wake.set()

        names = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # ignored under nohup
            names.append(signal.SIGHUP)
        before = {name: signal.signal(name, ask) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _start(self) -> None:
        if not self._environment.database_url:
            self._database = postgres.start(self._environment.home)
        self._run_command("init", "--quiet")
        if self._environment.mode is Mode.DEMO:
            known = (self._environment.home / SIGN_INS).exists()
            self._run_command("demo", *(["--quiet"] if known else []))
        needs_catcher = self._environment.mode is Mode.DEMO and not self._environment.smtp_url
        catcher = self._catcher() if needs_catcher else None  # settings read its address
        _load_application()
        if catcher:
            self._start_child(catcher)
        self._start_child(Child("web", _serve_web, WEB_STOP_SECONDS))
        self._start_child(Child("search", _follow_catalogue, SEARCH_STOP_SECONDS))
        self._start_child(Child("worker", _run_worker, WORKER_STOP_SECONDS))
        self._await_answer()
        self._say(f"Rontal is ready at {self._environment.url}")
        if self._environment.mode is Mode.DEMO:
            self._print_sign_ins()

    def _start_child(self, child: Child) -> None:
        self._children.append(child)
        child.start()

    def _print_sign_ins(self) -> None:
        note = self._environment.home / SIGN_INS
        if note.exists():
            self._say(note.read_text(encoding="utf-8").rstrip())

    def _catcher(self) -> Child:
        """Returns the demo's catcher, whose SMTP URL becomes a setting of this process.

        The socket is the supervisor's, so that no connection is refused while a catcher restarts.
        """
        listener = socket.create_server(("127.0.0.1", 0))
        os.environ["RONTAL_SMTP_URL"] = f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        folder = self._environment.home / "outbox"
        return Child("mail catcher", partial(_catch_mail, listener, folder), 2)

    def _run_command(self, *words: str) -> None:
        """Runs one of our commands to its end; raises Stopped or RestartsExhausted."""
        if self._asked:
            raise Stopped
        process = subprocess.Popen(
            _command(*words),
            env=secret_variables.variables(),
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        while process.poll() is None:
            if self._pause():
                process.terminate()
                process.wait()
                raise Stopped
        if process.returncode:
            raise RestartsExhausted(f"`rontal {words[0]}` failed; see the lines above")

    def _pause(self) -> bool:
        """Waits one tick; returns True where a signal asked to stop."""
        self._wake.wait(TICK_SECONDS)
        return self._asked > 0

    def _await_answer(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while not (status := self._status()) or status >= 500:
            if self._pause():
                raise Stopped
            self._check_children()
            if time.monotonic() > until:
                answer = f"answers with error {status}" if status else "does not answer"
                raise RestartsExhausted(f"the web server {answer}; see the lines above")

    def _status(self) -> int | None:
        host = self._environment.host
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound, only compared
        connection = http.client.HTTPConnection(host, self._environment.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _watch(self) -> None:
        while not self._pause():
            self._check_children()

    def _check_children(self) -> None:
        if self._database and not self._database.alive():
            self._revive_database()
        for child in self._children:
            line = child.check()
            if line:
                self._say(line)

    def _revive_database(self) -> None:
        now = time.monotonic()
        self._database_deaths = [at for at in self._database_deaths if now - at < 60] + [now]
        if len(self._database_deaths) >= DATABASE_DEATHS:
            raise RestartsExhausted(
                f"the database ended {DATABASE_DEATHS} times within a minute; "
                f"see {self._environment.home / 'postgres' / 'log'}"
            )
        self._say("the database ended; it is started again")
        self._database = postgres.start(self._environment.home)

    def _stop(self) -> None:
        self._say("Stopping …")
        signals = self._asked
        for child in sorted(self._children, key=lambda child: ORDER.index(child.name)):
            child.ask_to_stop()
            until = time.monotonic() + child.stop_seconds
            while not child.ended() and time.monotonic() < until and self._asked <= max(signals, 1):
                time.sleep(0.05)
            child.kill()
        if self._database:
            self._database.stop()
        self._say("Rontal has stopped.")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "rontal.config.command", *words]


def _load_application() -> None:
    """Loads models and views. Opens no connection and starts no thread: both would be broken in a
    forked child.
    """
    import django
    from django.conf import settings
    from django.urls import reverse
    from django.utils import translation

    django.setup()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")  # loads all views, and makes Django's table of the URLs
    gc.collect()
    gc.freeze()  # a collection in a child would write to the shared memory


def _catch_mail(listener: socket.socket, folder: Path) -> int:
    from rontal.config import mail_catcher

    return mail_catcher.run(listener, folder)


def _serve_web() -> int:
    from rontal.config import web

    web.main()
    return 0


def _follow_catalogue() -> int:
    from rontal.config import search_process

    return exit_code(one_line_errors()(search_process.run))


def _run_worker() -> int:
    from rontal.config import worker

    return exit_code(one_line_errors()(partial(worker.run, supervised=True)))
