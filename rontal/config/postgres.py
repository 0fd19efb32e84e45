"""Embedded PostgreSQL: created, started, attached to and stopped.

Everything is in `<home>/postgres`:

    data/            the cluster (mode 0700, owned by the system user that runs the database)
    url              URL of the running server (0600); read by rontal.config.database
    password, admin  generated passwords of the roles rontal and postgres (0600)
    log              the server's log
    run/             its socket; in a temporary folder where this path is too long
    program-N/       a copy of the binaries, where the database's user cannot read the wheel's
    lock             locked while a process creates or starts the cluster

The server has no TCP port. The role `rontal` owns the database and is not a superuser.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from rontal.config import cluster
from rontal.config.cluster import PostgresError
from rontal.config.database import parse
from rontal.config.database_user import DatabaseUser, blocking, database_user_of
from rontal.core.child_processes import dies_with_parent

MAX_SOCKET_FOLDER_LENGTH = 80  # a socket's path is limited to 107 bytes on Linux, 103 on macOS
START_SECONDS = 60
STOP_SECONDS = 20
LOG_BYTES = 10_000_000
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Details, contexts and statements of errors would show values of rows.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
UNSAFE_FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "log_checkpoints": "off",
}


class Server:
    """Running embedded server: our own child process, or one that another process started."""

    def __init__(
        self,
        url: str,
        pid: int,
        data: Path,
        process: "subprocess.Popen[bytes] | None" = None,
        scratch: Path | None = None,
    ) -> None:
        self.url = url
        self.pid = pid
        self._data = data
        self.process = process
        self._scratch = scratch

    @property
    def ours(self) -> bool:
        """True where this process started it and has to stop it."""
        return self.process is not None

    def alive(self) -> bool:
        """Returns True while the server runs."""
        if self.process is not None:
            return self.process.poll() is None
        return _serves(self.pid, self._data)

    def stop(self) -> None:
        """Stops our own server: open statements are cancelled, committed data is kept."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(STOP_SECONDS)
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)


@contextlib.contextmanager
def server(home: Path, *, durable: bool = True) -> Iterator[str]:
    """Yields the URL of an embedded server that runs at least during the block.

    `durable=False` disables the protection of data from a power failure, for tests only. Raises
    PostgresError.
    """
    running = start(home, durable=durable)
    try:
        yield running.url
    finally:
        running.stop()


def start(home: Path, *, durable: bool = True) -> Server:
    """Starts the server of `home`, creating its cluster first; attaches to a running one.

    Call it from the main thread: the server ends with the thread that started it. Raises
    PostgresError.
    """
    base = home / "postgres"
    try:
        cluster.make_traversable(home)
        cluster.make_traversable(base)
        with (base / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return _start(base, durable)
    except OSError as error:
        raise PostgresError(f"cannot use the folder {base}: {error.strerror}") from error


def reachable(url: str) -> bool:
    """Returns True where a server answers at `url` and accepts the login."""
    try:
        with connect(url):
            return True
    except psycopg.OperationalError:
        return False


def connect(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    """Returns an autocommit connection to the database at `url`."""
    entry = parse(url)
    return psycopg.connect(
        dbname=entry["NAME"],
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        autocommit=True,
        **entry["OPTIONS"],
    )


def _start(base: Path, durable: bool) -> Server:
    running = _attach(base)
    if running:
        return running
    who = database_user_of(base / "data")
    _refuse_closed(base, who)
    programs = cluster.programs(base, who)
    if not (base / "data").exists():
        cluster.make(base, who, programs)
    socket, scratch = _socket_folder(base, who)
    process = _launch(base, who, programs, socket, durable)
    try:
        until = time.monotonic() + START_SECONDS
        while not _prepare(base, process, socket, until):
            time.sleep(0.2)
            process = _launch(base, who, programs, socket, durable)
    except BaseException:
        process.terminate()
        process.wait(STOP_SECONDS)
        raise
    url = _url("rontal", cluster.secret(base / "password"), socket, "rontal")
    cluster.write(base / "url", url)
    return Server(url, process.pid, base / "data", process, scratch)


def _attach(base: Path) -> Server | None:
    """Returns the server that already runs on this cluster, waiting while it starts or stops."""
    until = time.monotonic() + START_SECONDS
    while pid := _postmaster(base / "data"):
        if (base / "url").exists():
            url = (base / "url").read_text().strip()
            if reachable(url):
                return Server(url, pid, base / "data")
        if time.monotonic() > until:
            raise PostgresError(
                f"a database server (process {pid}) holds {base / 'data'} but does not answer; "
                f"see {base / 'log'}, or end that process and start again"
            )
        time.sleep(0.1)
    return None


def _postmaster(data: Path) -> int | None:
    """Returns the pid of the server of `data`; removes a stale pid file."""
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().splitlines()[0])
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
        return None
    except PermissionError:
        return None
    if _serves(pid, data):
        return pid
    note.unlink(missing_ok=True)
    return None


def _serves(pid: int, data: Path) -> bool:
    """Returns True where the process is the server of `data`; its pid may have been reused."""
    if Path("/proc/self").exists():
        try:
            return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
    listing = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(data) in listing.stdout


def _refuse_closed(base: Path, who: DatabaseUser) -> None:
    closed = blocking(base, who)
    if closed:
        raise PostgresError(
            f"the database runs as the user {who.name}, who cannot enter {closed}: "
            f"set RONTAL_HOME to a folder such as /var/lib/rontal, "
            f"or start Rontal as another user than root"
        )


def _socket_folder(base: Path, who: DatabaseUser) -> tuple[Path, Path | None]:
    """Returns the folder of the socket, and the temporary folder to delete afterwards, if any."""
    folder, scratch = base / "run", None
    if len(os.fsencode(folder)) > MAX_SOCKET_FOLDER_LENGTH:
        scratch = folder = _last_scratch(base, who) or Path(tempfile.mkdtemp(prefix="rontal-"))
    folder.mkdir(mode=0o700, exist_ok=True)
    who.own(folder)
    return folder, scratch


def _last_scratch(base: Path, who: DatabaseUser) -> Path | None:
    """Returns the temporary folder of a killed server, so that its URL remains valid."""
    if not (base / "url").exists():
        return None
    folder = Path(parse((base / "url").read_text().strip())["HOST"])
    if folder.is_symlink() or not folder.is_dir():
        return None
    status = folder.stat()
    ours = status.st_uid == who.uid and not status.st_mode & 0o077
    return folder if ours and folder != base / "run" else None


def _launch(
    base: Path, who: DatabaseUser, programs: Path, socket: Path, durable: bool
) -> "subprocess.Popen[bytes]":
    settings = SETTINGS | {"unix_socket_directories": str(socket)}
    settings |= {} if durable else UNSAFE_FAST_SETTINGS
    call: list[str | Path] = [programs / "postgres", "-D", base / "data"]
    for name, value in settings.items():
        call += ["-c", f"{name}={value}"]
    log = base / "log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(base / "log.1")
    with log.open("ab") as sink:
        log.chmod(0o600)
        return subprocess.Popen(
            call,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            cwd="/",
            env=cluster.clean(),
            process_group=0,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **who.options(),
        )


def _prepare(base: Path, process: "subprocess.Popen[bytes]", socket: Path, until: float) -> bool:
    """Waits until the server answers; creates the role and the database where missing.

    Returns False where the children of a killed server still hold its shared memory.
    """
    admin = _url("postgres", cluster.secret(base / "admin"), socket, "postgres")
    while True:
        try:
            connection = connect(admin)
            break
        except psycopg.OperationalError as error:
            if process.poll() is not None:
                complaint = _last_log_error(base / "log")
                if "still in use" in complaint and time.monotonic() < until:
                    return False
                raise PostgresError(f"the database does not start: {complaint}") from error
            if time.monotonic() > until:
                raise PostgresError(f"the database does not answer; see {base / 'log'}") from error
            time.sleep(0.05)
    with connection:
        _make_role(connection, cluster.secret(base / "password"))
    return True


def _make_role(connection: "psycopg.Connection[tuple[object, ...]]", password: str) -> None:
    role, secret = sql.Identifier("rontal"), sql.Literal(password)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'rontal'").fetchone():
        made = sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, secret)
        connection.execute(made)
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'rontal'").fetchone():
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))


def _url(role: str, password: str, socket: Path, name: str) -> str:
    return f"postgresql://{role}:{quote(password)}@/{name}?host={quote(str(socket))}"


def _last_log_error(log: Path) -> str:
    """Returns the last error in the server's log."""
    text = log.read_text(errors="replace").rpartition("database system is shut down")[2]
    lines = text.splitlines()  # only of this start, where the previous one ended cleanly
    wrong = [line.split("] ", 1)[-1] for line in lines if "FATAL:" in line or "PANIC:" in line]
    return wrong[-1] if wrong else cluster.last_line("\n".join(lines))
