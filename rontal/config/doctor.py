"""`rontal doctor`: checks the installation and recommends remedies."""

import shutil
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from idcard.engines import choice
from rontal.config import backup_keys, mail, production, public_address
from rontal.config.cluster import PostgresError
from rontal.config.env import ROOT, Environment, Mode
from rontal.core.children import confinement
from rontal.core.profile import Library, ProfileError

MIN_FREE_BYTES = 1_000_000_000
LOADING_SECONDS = 60
MIN_POSTGRES_VERSION = 150_000
MIN_CERTIFICATE_DAYS = 14
MAX_JOB_WAIT = timedelta(minutes=10)
MAX_WORKER_SILENCE = timedelta(seconds=60)


class Level(StrEnum):
    """Severity of a finding."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """Result of one check with its remedy ("" where none is needed)."""

    level: Level
    name: str
    result: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.level:<4}  {self.name}: {self.result}"
        return f"{line}\n      → {self.remedy}" if self.remedy else line


def run(environment: Environment, say: Callable[[str], None]) -> int:
    """Prints every finding; returns 1 where one of them is a failure."""
    findings = list(examine(environment))
    for finding in findings:
        say(str(finding))
    failed = sum(finding.level is Level.FAIL for finding in findings)
    warned = sum(finding.level is Level.WARN for finding in findings)
    say(f"{len(findings)} checks: {failed} failed, {warned} warnings.")
    return 1 if failed else 0


def examine(environment: Environment) -> Iterator[Finding]:
    """Yields every finding, cheapest first; checks in the database only where that answers."""
    yield _python()
    yield _space(environment)
    yield from _settings(environment)
    yield from _address(environment)
    yield _mail(environment)
    yield _push(environment)
    yield _backups(environment)
    yield _assets(ROOT / "build/static")
    yield _confinement()
    yield _engine("ocr", environment.ocr_engine)
    yield _engine("face", environment.face_engine)
    yield from _database(environment)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(Level.OK, "Python", version)


def _space(environment: Environment) -> Finding:
    folder = environment.home
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    result = f"{free / 1e9:.1f} GB free at {folder}"
    if free < MIN_FREE_BYTES:
        return Finding(Level.FAIL, "Disk", result, "make room: uploads and the database need it")
    return Finding(Level.OK, "Disk", result)


def _settings(environment: Environment) -> Iterator[Finding]:
    faults = production.faults(environment)
    for fault in faults:
        yield Finding(Level.FAIL, "Settings", fault.what, fault.remedy)
    if environment.mode is not Mode.PRODUCTION:
        remedy = "serve real people with RONTAL_MODE=production"
        yield Finding(Level.WARN, "Settings", f"not production: {environment.mode}", remedy)
    elif not faults:
        yield Finding(Level.OK, "Settings", "fit for production")


def _address(environment: Environment) -> Iterator[Finding]:
    if environment.mode is Mode.PRODUCTION and not _is_here(environment.host):
        remedy = "encrypt the way to the web server, or close the port to all others"
        yield Finding(Level.WARN, "Address", f"{environment.host} speaks plain HTTP", remedy)
    if not environment.url.startswith("https://"):
        return
    remedy = "see setup/proxy/ for configurations of nginx and Caddy"
    try:
        answer = public_address.examine(environment.url)
    except ssl.SSLCertVerificationError as error:
        result = f"certificate of {environment.url}: {error.verify_message}"
        yield Finding(Level.FAIL, "Address", result, "renew the certificate")
    except OSError as error:
        result = f"{environment.url} is not reached from this machine ({error})"
        yield Finding(Level.WARN, "Address", result, remedy)
    else:
        result = f"{answer.version}, certificate valid for {answer.days} more days"
        if answer.accepts_old:
            yield Finding(Level.FAIL, "Address", f"TLS 1.0 or 1.1 is accepted; {result}", remedy)
        elif answer.days < MIN_CERTIFICATE_DAYS:
            yield Finding(Level.WARN, "Address", result, "renew the certificate")
        else:
            yield Finding(Level.OK, "Address", result)


def _is_here(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _mail(environment: Environment) -> Finding:
    if environment.mode is Mode.DEMO and not environment.smtp_url:
        return Finding(Level.OK, "Mail", "kept by the demo's own catcher while it runs")
    configuration = mail.configuration(environment)
    host, port = configuration["EMAIL_HOST"], configuration["EMAIL_PORT"]
    kind = smtplib.SMTP_SSL if configuration["EMAIL_USE_SSL"] else smtplib.SMTP
    try:
        with kind(host, port, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        remedy = "check RONTAL_SMTP_URL; no applicant can activate without mail"
        return Finding(Level.FAIL, "Mail", f"{host}:{port} does not answer ({error})", remedy)
    return Finding(Level.OK, "Mail", f"{host}:{port} answers")


def _push(environment: Environment) -> Finding:
    if environment.mode is Mode.PRODUCTION and not environment.push_key:
        remedy = "set RONTAL_PUSH_KEY (`rontal init` prints one), if the library wants them"
        return Finding(Level.WARN, "Push messages", "off: no key", remedy)
    return Finding(Level.OK, "Push messages", "on")


def _backups(environment: Environment) -> Finding:
    remedy = "set RONTAL_BACKUP_RECIPIENTS (`rontal init` prints a key pair)"
    try:
        recipients = backup_keys.parse_recipients(environment.backup_recipients)
    except ValueError as error:
        return Finding(Level.FAIL, "Backups", f"RONTAL_BACKUP_RECIPIENTS: {error}", remedy)
    if environment.mode is Mode.PRODUCTION and not recipients:
        return Finding(Level.WARN, "Backups", "no key is set that they are encrypted to", remedy)
    names = ", ".join(map(str, recipients)) or "a key of this demo"
    return Finding(Level.OK, "Backups", f"encrypted to {names}")


def _whatsapp() -> Iterator[Finding]:
    """Yields the state of WhatsApp and its cost; nothing where it is off."""
    from django.conf import settings

    from rontal.notifications.channels.whatsapp import verify_token

    if not settings.WHATSAPP_TOKEN:
        return
    if not settings.WHATSAPP_PHONE:
        remedy = "set RONTAL_WHATSAPP_PHONE, or unset the token"
        yield Finding(Level.FAIL, "WhatsApp", "a token without the id of a phone number", remedy)
        return
    named = len(settings.LIBRARY.whatsapp_channel.templates) if settings.LIBRARY else 0
    result = f"on, {named} messages have a template; Meta bills the library for each one sent"
    if not named:
        yield Finding(Level.WARN, "WhatsApp", result, "name templates under [whatsapp_channel]")
    elif not settings.WHATSAPP_SECRET:
        remedy = "set RONTAL_WHATSAPP_SECRET to hear of messages that did not arrive"
        yield Finding(Level.WARN, "WhatsApp", result, remedy)
    else:
        result = f"{result}; the word that verifies the webhook is {verify_token()}"
        yield Finding(Level.OK, "WhatsApp", result)


def _assets(folder: Path) -> Finding:
    if not (folder / "staticfiles.json").exists():
        return Finding(Level.FAIL, "Static files", f"none in {folder}", "run ./run once to build")
    return Finding(Level.OK, "Static files", f"built in {folder}")


def _confinement() -> Finding:
    """Reports what the kernel refuses to the children that read files from outside."""
    parts = confinement.active_parts()
    if len(parts) == confinement.PARTS:
        return Finding(Level.OK, "Files from outside", f"confined by {', '.join(parts)}")
    result = f"confined by {parts[0]} only" if parts else "not confined by this kernel"
    remedy = "use Linux 5.13 or newer with Landlock in its list of security modules (lsm=)"
    return Finding(Level.WARN, "Files from outside", result, remedy)


def _engine(kind: str, path: str) -> Finding:
    """Loads a recognition engine in a child process, which it may crash."""
    load = f"import sys; from {choice.__name__} import {kind}_engine as load; load(sys.argv[1])"
    try:
        done = subprocess.run(
            [sys.executable, "-c", load, path],
            capture_output=True,
            text=True,
            timeout=LOADING_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message, code = "takes too long", 1
    else:
        message, code = (done.stderr.strip().splitlines() or ["it died"])[-1], done.returncode
    name = f"Machine ({kind})"
    if code:
        remedy = f"check RONTAL_{kind.upper()}_ENGINE; until then clerks do without the machine"
        return Finding(Level.FAIL, name, f"{path} does not load: {message}", remedy)
    return Finding(Level.OK, name, f"{path} loads")


def _database(environment: Environment) -> Iterator[Finding]:
    from rontal.config.command import database

    try:
        with database(environment):
            yield from _database_contents()
    except PostgresError as error:
        yield _no_database(str(error))
    except ProfileError:
        return  # already reported by `_settings`


def _database_contents() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import DatabaseError, connection

    if settings.LIBRARY is not None:
        result = f"{settings.LIBRARY.name}, zone {settings.LIBRARY.zone}"
        yield Finding(Level.OK, "Library profile", result)
        yield _logo(settings.LIBRARY)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
    except DatabaseError as error:
        yield _no_database(str(error).strip().splitlines()[0])
        return
    yield _version(version)
    yield from _contents()


def _logo(library: Library) -> Finding:
    from rontal.ui import app_icon

    try:
        app_icon.check_logo(library)
    except app_icon.LogoError as error:
        remedy = "correct look.logo; until then the app has a drawn mark with the initials"
        return Finding(Level.WARN, "App icon", str(error), remedy)
    return Finding(Level.OK, "App icon", library.look.logo or "drawn from the initials")


def _no_database(result: str) -> Finding:
    remedy = "check DATABASE_URL, or unset it for the embedded server"
    return Finding(Level.FAIL, "Database", result, remedy)


def _version(number: int) -> Finding:
    result = f"PostgreSQL {number // 10_000}.{number % 10_000} answers"
    if number < MIN_POSTGRES_VERSION:
        return Finding(Level.FAIL, "Database", result, "Rontal needs PostgreSQL 15 or newer")
    return Finding(Level.OK, "Database", result)


def _contents() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from rontal.config import sign_on_check
    from rontal.config.applied_migrations import unknown_migrations

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        result = f"{len(plan)} changes of the tables are not made"
        yield Finding(Level.FAIL, "Tables", result, "run `rontal init`")
        return
    if others := unknown_migrations():
        remedy = "start that version, or bring back a backup of before"
        yield Finding(Level.FAIL, "Tables", f"another version of Rontal made {others[0]}", remedy)
        return
    yield Finding(Level.OK, "Tables", "up to date")
    yield _seal_keys()
    yield from _hash_keys()
    yield _worker()
    yield _search()
    yield _failed_jobs()
    yield from _whatsapp()
    yield from sign_on_check.findings()


def _seal_keys() -> Finding:
    from rontal.accounts import second_factors
    from rontal.core import sealed_values, sealing
    from rontal.core.models import SealedFile

    try:
        here = sealing.ring().keys
    except ValueError as error:
        return Finding(Level.FAIL, "Seals", str(error), "set RONTAL_SEAL_KEYS")
    rows = SealedFile.objects.filter(erased_at=None)
    absent = sorted(set(rows.values_list("key_id", flat=True).distinct()) - set(here))
    remedy = "add that key to RONTAL_SEAL_KEYS again"
    if absent:
        result = f"files are sealed by {', '.join(absent)}, which is not here"
        return Finding(Level.FAIL, "Seals", result, remedy)
    if closed := sealed_values.count_unreadable() + second_factors.count_unreadable():
        result = f"{closed} values in the database are sealed by a key that is not here"
        return Finding(Level.FAIL, "Seals", result, remedy)
    return Finding(Level.OK, "Seals", f"every file and value opens by {', '.join(here)}")


def _hash_keys() -> Iterator[Finding]:
    """Yields the state of the hash keys: whether they fit the rows, and whether one may leave."""
    from rontal.config import hash_rotation

    for level, result, remedy in hash_rotation.findings():
        yield Finding(Level[level], "Hash keys", result, remedy)


def _worker() -> Finding:
    from django.db.models import Q
    from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

    from rontal.core import clock

    now = clock.now()
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - MAX_WORKER_SILENCE).count()
    due = Q(scheduled_at=None) | Q(scheduled_at__lt=now - MAX_JOB_WAIT)
    waiting = ProcrastinateJob.objects.filter(due, status="todo")
    old = waiting.filter(
        procrastinateevent__type="deferred", procrastinateevent__at__lt=now - MAX_JOB_WAIT
    ).count()
    result = f"{alive} alive, {waiting.count()} jobs wait, {old} of them for over 10 minutes"
    if old:
        return Finding(Level.FAIL, "Worker", result, "start `rontal serve` or `rontal worker`")
    if not alive:
        return Finding(Level.WARN, "Worker", result, "start `rontal serve` or `rontal worker`")
    return Finding(Level.OK, "Worker", result)


def _search() -> Finding:
    from rontal.search import progress

    index = progress.index_progress()
    start = "start `rontal serve`, or `rontal search` on a machine of its own"
    if index is None:
        return Finding(Level.WARN, "Search", "no index on this machine yet", start)
    result = f"{index.titles} titles, {index.behind} changes behind"
    if index.seconds > MAX_WORKER_SILENCE.total_seconds() and index.behind:
        return Finding(Level.FAIL, "Search", f"{result} for {index.seconds} seconds", start)
    return Finding(Level.OK, "Search", result)


def _failed_jobs() -> Finding:
    from procrastinate.contrib.django.models import ProcrastinateJob

    failed = ProcrastinateJob.objects.filter(status="failed")
    names = sorted(set(failed.values_list("task_name", flat=True)))
    if names:
        result = f"{failed.count()} gave up: {', '.join(names)}"
        remedy = "read the worker's lines; an administrator tries them again at /meja/pekerjaan/"
        return Finding(Level.WARN, "Failed jobs", result, remedy)
    return Finding(Level.OK, "Failed jobs", "none")
