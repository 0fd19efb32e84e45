"""Keys of backups: whom a backup is encrypted to, and what opens it again.

A library encrypts its backups to a public key (`RONTAL_BACKUP_RECIPIENTS`), whose private key lies
apart from the server, or with a passphrase. Neither is ever an argument of a command.
"""

import hmac
import sys
from collections.abc import Callable
from pathlib import Path

from rontal.config import keys, passphrases
from rontal.config.age import files
from rontal.config.age.errors import AgeError
from rontal.config.age.recipients import Identity, Passphrase, PrivateKey, PublicKey, Recipient
from rontal.config.backup_archive import BackupError
from rontal.config.env import Environment, Mode

MIN_PASSPHRASE_LENGTH = 12
MAX_KEY_FILE_BYTES = 100_000
QUESTION = "Passphrase of the backup: "
NO_RECIPIENT = (
    "no key is set that backups are encrypted to: set RONTAL_BACKUP_RECIPIENTS (`rontal init`"
    " prints a key pair), or give --passphrase-file"
)
Say = Callable[[str], None]


def fresh_pair() -> list[str]:
    """Returns lines with a new key pair, and where each half belongs."""
    private = PrivateKey.generate()
    return [
        "\nA key pair for backups. The public key encrypts them; put it into the environment file:",
        f"RONTAL_BACKUP_RECIPIENTS={private.public}",
        "The private key opens them. Keep it off this server: save the next line on two USB sticks",
        "or print it twice, in two locked places. Without it no backup can be restored.",
        private.text(),
    ]


def parse_recipients(text: str) -> list[PublicKey]:
    """Parses `RONTAL_BACKUP_RECIPIENTS`; raises ValueError with the reason."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    recipients = []
    for part in parts:
        if "AGE-SECRET-KEY-" in part.upper():
            raise ValueError(
                "it holds a private key, which belongs on no server: replace its key pair by a new"
                " one"
            )
        try:
            recipients.append(PublicKey.parse(part))
        except ValueError as error:
            raise ValueError(f"{part} is no public key (age1…): {error}") from None
    return recipients


def demo_key(environment: Environment) -> PrivateKey | None:
    """Returns the private key of a demo or test library, derived from its hash key; None in
    production.
    """
    if environment.mode is Mode.PRODUCTION:
        return None
    hash_key = keys.resolve(environment).hash
    return PrivateKey(hmac.digest(hash_key.encode(), b"backup", "sha256"))


def recipients(
    environment: Environment, *, passphrase_file: Path | None, plain: bool, say: Say
) -> list[Recipient]:
    """Returns the recipients of a new backup; an empty list for --plain.

    Asks for a passphrase where nothing is set and somebody is at the console. Raises BackupError.
    """
    if plain:
        say(
            "This backup is NOT encrypted: whoever gets the file reads names, e-mail addresses and"
            " what people borrow."
        )
        return []
    if passphrase_file:
        return [_new_passphrase(passphrase_file, say)]
    try:
        configured = parse_recipients(environment.backup_recipients)
    except ValueError as error:
        raise BackupError(f"RONTAL_BACKUP_RECIPIENTS cannot be used: {error}") from None
    if configured:
        return [*configured]
    if own := demo_key(environment):
        return [own.public]
    if not sys.stdin.isatty():
        raise BackupError(f"{NO_RECIPIENT}, or --plain")
    say(f"{NO_RECIPIENT[0].upper()}{NO_RECIPIENT[1:]}.")
    say("Or choose a passphrase for this backup; nobody opens it without.")
    return [_new_passphrase(None, say)]


def identity(
    environment: Environment,
    archive: Path,
    *,
    key_file: Path | None,
    passphrase_file: Path | None,
    plain: bool,
    say: Say,
) -> Identity | None:
    """Returns what opens an archive; None where it is not encrypted.

    Asks for the private key or passphrase at the console where no file is given. Raises
    BackupError, for a plain archive too unless `plain`.
    """
    with archive.open("rb") as source:
        if not files.is_age(source.peek(100)):
            if not plain:
                raise BackupError(
                    f"{archive} is not encrypted, so anybody could have made or changed it;"
                    " --plain restores it all the same"
                )
            return None
        try:
            with_passphrase = files.needs_passphrase(source)
        except AgeError as error:
            raise BackupError(f"{archive} {error}") from None
    if with_passphrase:
        return Passphrase(passphrases.read(passphrase_file, question=QUESTION, new=False, say=say))
    if key_file:
        return read_key_file(key_file, say)
    if own := demo_key(environment):
        return own
    if not sys.stdin.isatty():
        raise BackupError(
            f"{archive} is encrypted; give --key-file with the private key that opens it"
        )
    typed = passphrases.ask("Private key of the backups (AGE-SECRET-KEY-1…): ")
    return _parse_key(typed, "the typed line")


def read_key_file(path: Path, say: Say) -> PrivateKey:
    """Reads the private key of a file, in the form that `age-keygen` writes too."""
    passphrases.warn_of_readers(path, say)
    with path.open("rb") as source:
        text = source.read(MAX_KEY_FILE_BYTES).decode("utf-8-sig", "replace")
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if len(found) != 1:
        raise BackupError(f"{path} holds {len(found)} keys; it has one line AGE-SECRET-KEY-1…")
    return _parse_key(found[0], str(path))


def _parse_key(text: str, where: str) -> PrivateKey:
    try:
        return PrivateKey.parse(text)
    except ValueError as error:
        raise BackupError(
            f"{where} is no private key (AGE-SECRET-KEY-1…): {error}; copy the whole line"
        ) from None


def _new_passphrase(path: Path | None, say: Say) -> Passphrase:
    phrase = passphrases.read(path, question=QUESTION, new=True, say=say)
    if len(phrase) < MIN_PASSPHRASE_LENGTH:
        raise BackupError(
            f"the passphrase is too short; it has at least {MIN_PASSPHRASE_LENGTH} characters"
        )
    return Passphrase(phrase)
