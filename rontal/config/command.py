"""The `rontal` command."""

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from rontal.config import app_command, backup_keys, env, operator_errors, postgres, production
from rontal.config.env import Environment, Mode
from rontal.config.operator_errors import Refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
NAMED: Final = 5
"""Maximum number of unreadable values or files that are named."""


def main(words: list[str] | None = None) -> int:
    """Parses the arguments and runs the command; returns its exit code.

    Expected errors are printed as one line.
    """
    chosen = _parser().parse_args(words)
    return operator_errors.exit_code(partial(chosen.act, chosen))


def print_line(text: str) -> None:
    """Prints one line at once; ignores a closed pipe."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def database(environment: Environment) -> Iterator[None]:
    """Sets up Django on a database that runs at least during the block.

    Starts the embedded server where no external one is configured. Raises PostgresError and Refused
    for errors within the block.
    """
    import django

    external = bool(environment.database_url)
    with contextlib.nullcontext() if external else postgres.server(environment.home):
        django.setup()
        with operator_errors.one_line_errors():
            yield


def _serve(_chosen: argparse.Namespace) -> int:
    from rontal.config.supervisor import AlreadyRuns, Supervisor

    production.refuse()
    try:
        return Supervisor(env.read(), print_line).run()
    except AlreadyRuns as error:
        raise Refused(str(error)) from error


def _worker(_chosen: argparse.Namespace) -> None:
    from rontal.config import worker

    production.refuse()
    with database(env.read()):
        worker.run(supervised=False)


def _search(chosen: argparse.Namespace) -> None:
    from rontal.config import search_process

    with database(env.read()):
        if chosen.rebuild:
            search_process.rebuild(print_line)
        else:
            search_process.run()


def _init(chosen: argparse.Namespace) -> None:
    from rontal.config import init_command

    environment = env.read()
    with database(environment):
        init_command.prepare_database(quiet=chosen.quiet)
        init_command.render_icons()
        if not chosen.quiet:
            init_command.print_next_steps(environment)


def _demo(chosen: argparse.Namespace) -> None:
    environment = env.read()
    if environment.mode is not Mode.DEMO:
        raise Refused("the demo library is loaded only where RONTAL_MODE is demo")
    from rontal.config import init_command

    with database(environment):
        init_command.prepare_database(quiet=True)
        init_command.load_demo(environment, quiet=chosen.quiet)


def _import(chosen: argparse.Namespace) -> int:
    from rontal.config import import_command

    if not (chosen.path or chosen.undo or chosen.resume):
        raise Refused("name a file or folder, or --undo RUN, or --resume RUN")
    with database(env.read()):
        if chosen.undo:
            return import_command.undo(chosen.undo)
        if chosen.resume:
            return import_command.resume(chosen.resume)
        return import_command.run(
            chosen.path,
            dry=chosen.dry_run,
            draft=chosen.draft,
            lay_open=chosen.open,
            overwrite=chosen.overwrite,
        )


def _export(chosen: argparse.Namespace) -> int:
    from rontal.config import export_command

    with database(env.read()):
        return export_command.run(chosen.file, chosen.format, print_line, sealed=chosen.sealed)


def _import_licences(chosen: argparse.Namespace) -> int:
    from rontal.config import licence_import_command

    with database(env.read()):
        return licence_import_command.run(chosen.file, chosen.vendor)


def _usage(chosen: argparse.Namespace) -> int:
    from rontal.config import usage_command

    with database(env.read()):
        return usage_command.run(chosen.file, chosen.report, chosen.first, chosen.last)


def _import_members(chosen: argparse.Namespace) -> int:
    from rontal.config import member_import_command

    with database(env.read()):
        return member_import_command.members(chosen.file, take=chosen.take, lenient=chosen.lenient)


def _backup(chosen: argparse.Namespace) -> None:
    from rontal.config import backup

    environment = env.read()
    recipients = backup_keys.recipients(
        environment, passphrase_file=chosen.passphrase_file, plain=chosen.plain, say=print_line
    )
    with database(environment):
        backup.make(environment, chosen.file, print_line, recipients)


def _restore(chosen: argparse.Namespace) -> None:
    from rontal.config import backup

    environment = env.read()
    identity = backup_keys.identity(
        environment,
        chosen.file,
        key_file=chosen.key_file,
        passphrase_file=chosen.passphrase_file,
        plain=chosen.plain,
        say=print_line,
    )
    with database(environment):
        backup.restore(
            environment,
            chosen.file,
            print_line,
            identity,
            replace=chosen.replace,
            unsigned=chosen.unsigned,
        )


def _doctor(_chosen: argparse.Namespace) -> int:
    from rontal.config import doctor

    return doctor.run(env.read(), print_line)


def _version(_chosen: argparse.Namespace) -> None:
    from importlib.metadata import version

    python = ".".join(map(str, sys.version_info[:3]))
    print_line(f"Rontal {version('rontal')} (Django {version('django')}, Python {python})")


def _staff_add(chosen: argparse.Namespace) -> None:
    with database(env.read()):
        from rontal.accounts import errors, services
        from rontal.accounts.roles import Role
        from rontal.core.actors import Actor

        try:
            user = services.add_staff(
                login_name=chosen.login or chosen.email,
                email=chosen.email,
                name=chosen.name,
                password=_password(),
                roles=[Role(role) for role in chosen.role],
                actor=Actor.system("rontal staff add"),
            )
        except errors.LoginNameTaken:
            raise Refused("somebody signs in by that name already; give --login") from None
        except errors.WeakPassword:
            raise Refused("that password is too weak: 10 characters, not a common one") from None
        print_line(f"{user.name} can sign in as {user.login_name}: {', '.join(chosen.role)}")


def _staff(chosen: argparse.Namespace) -> None:
    with database(env.read()):
        from rontal.config import staff_command

        print_line(staff_command.run_action(chosen.action, chosen))


def _rotate(_chosen: argparse.Namespace) -> None:
    production.refuse()
    with database(env.read()):
        from rontal.accounts import second_factors
        from rontal.core import sealed_files, sealed_values

        closed: list[str] = []
        for what, rotation in (
            ("values", sealed_values.rotate()),
            ("files", sealed_files.rotate()),
            ("second factors", second_factors.rotate()),
        ):
            done, shut = 0, list[str]()
            for done, total, name in rotation:
                shut += [name] if name else []
                if done % 100 == 0 or done == total:
                    print_line(f"  {done} of {total} {what}")
            print_line(f"{done - len(shut)} {what} were sealed anew by the active key")
            closed += [f"{len(shut)} {what} ({', '.join(shut[:NAMED])})"] if shut else []
        if closed:
            raise Refused(
                f"these do not open and stay as they were: {'; '.join(closed)}. Where their key is"
                " known, put it back into RONTAL_SEAL_KEYS; else bring them back from a backup"
            )
        print_line("Keep the old keys until the backups that need them have expired.")


def _count(_chosen: argparse.Namespace) -> None:
    with database(env.read()):
        from rontal.membership import services

        print_line(f"{services.count_registrations()} applications were counted for the reports")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise Refused("the two passwords differ")
    return first


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rontal", description="A public library's service.")
    parts = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, act: object, help_text: str) -> argparse.ArgumentParser:
        part = parts.add_parser(name, help=help_text, description=help_text)
        part.set_defaults(act=act)
        return part

    add("serve", _serve, "Run the library: database, web, search, worker. Ctrl-C ends it.")
    add("worker", _worker, "Run one more worker, on this or another machine.")
    search = add("search", _search, "Keep this machine's search index; `rontal serve` does it.")
    search.add_argument("--rebuild", action="store_true", help="make it anew, then end")
    for name, act, help_text in (
        ("init", _init, "Make or update the database, and say what is left to do."),
        ("demo", _demo, "Load the demo library; loading it again changes nothing."),
    ):
        add(name, act, help_text).add_argument(
            "--quiet", action="store_true", help="say only faults"
        )
    _add_catalogue_parsers(add)
    people = add("import-members", _import_members, "Try members of SLiMS or INLISLite.")
    people.add_argument("file", type=Path, help="a CSV or XLSX file that the other program made")
    people.add_argument("--take", action="store_true", help="take those in who are new")
    people.add_argument(
        "--lenient", action="store_true", help="pass over values that are wrong, not whole rows"
    )
    backup_keys.add_backup_arguments(
        add("backup", _backup, "Write database and files into one encrypted file.")
    )
    backup_keys.add_restore_arguments(
        add("restore", _restore, "Bring database and files back from a backup.")
    )
    add("doctor", _doctor, "Look for what is wrong, and say what to do.")
    add("version", _version, "Say which version of Rontal this is.")
    add("count-registrations", _count, "Count what the reports have not counted yet.")
    add("rotate-keys", _rotate, "Seal everything by the first of RONTAL_SEAL_KEYS.")
    _add_staff_parser(add("staff", None, "Staff accounts."))
    app_command.add_actions(add("app", None, "The library's own app."))
    return parser


def _add_catalogue_parsers(add: Callable[..., argparse.ArgumentParser]) -> None:
    imports = add("import", _import, "Take books (EPUB, PDF, CBZ, scans) and records in.")
    imports.add_argument("path", nargs="*", type=Path, help="files and folders of any kinds")
    imports.add_argument("--dry-run", action="store_true", help="say what would become of each")
    imports.add_argument("--draft", action="store_true", help="titles are seen by staff only")
    imports.add_argument("--open", action="store_true", help="everybody may have the files")
    imports.add_argument(
        "--overwrite", action="store_true", help="correct titles that are here by the file"
    )
    imports.add_argument("--undo", type=int, metavar="RUN", help="take what a run brought back")
    imports.add_argument("--resume", type=int, metavar="RUN", help="go on with a run")
    licences = add("import-licences", _import_licences, "Enter licences of a seller's file.")
    licences.add_argument("file", type=Path, help="CSV, or JSON in the shape of ODL")
    licences.add_argument("--vendor", default="", help="who sold them, where the file does not say")
    usage = add("usage-report", _usage, "Write a report of use (COUNTER Release 5.1).")
    usage.add_argument("file", type=Path, help="the file to make: .json, .tsv or .csv")
    usage.add_argument("--report", default="TR", help="TR (all), TR_B1, TR_B2 or TR_B3")
    usage.add_argument(
        "--from", dest="first", metavar="YYYY-MM", help="the last month when left out"
    )
    usage.add_argument("--to", dest="last", metavar="YYYY-MM", help="the same month when left out")
    exports = add("export", _export, "Write the catalogue, or all that the library has.")
    exports.add_argument("file", type=Path, help="the file to make; for all, the folder")
    exports.add_argument(
        "--format", choices=["marc", "marcxml", "csv", "all"], default="marc", help="marc"
    )
    exports.add_argument("--sealed", action="store_true", help="book files as they lie, sealed")


def _add_staff_parser(staff: argparse.ArgumentParser) -> None:
    actions = staff.add_subparsers(required=True, metavar="ACTION", dest="action")

    def part(name: str, act: object, help_text: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=help_text, description=help_text)
        made.set_defaults(act=act)
        return made

    def roles(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "--role",
            required=True,
            action="append",
            choices=["clerk", "librarian", "head", "administrator"],
            help="may be given several times",
        )

    add = part(
        "add",
        _staff_add,
        "Make a staff account; the password is asked, or read from standard input.",
    )
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True)
    add.add_argument("--login", help="what they sign in by; the e-mail address when left out")
    roles(add)
    part("list", _staff, "Say who is on the staff, by what they sign in.")
    changed = part("change", _staff, "Give somebody exactly these roles.")
    roles(changed)
    closed = part("close", _staff, "End somebody's sign-in at once; nothing else goes.")
    opened = part("reopen", _staff, "Let somebody whose sign-in was ended in again.")
    for made in (changed, closed, opened):
        made.add_argument("--login", required=True, help="what they sign in by")


if __name__ == "__main__":
    sys.exit(main())
