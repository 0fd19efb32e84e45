"""The signing key of a library's package, and signatures made with it.

The key is made once and stored beside the packages, encrypted with a passphrase. Phones and the
Play Store accept an update only if the key of the installed package signed it.
"""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from rontal.android.package import tools
from rontal.android.package.errors import KeyRefused
from rontal.android.package.launcher import MIN_SDK
from rontal.android.package.tools import Tools
from rontal.core import clock

ALIAS: Final = "rontal"
SIGNER: Final = ALIAS.upper()
JAR_FILES: Final = ("META-INF/MANIFEST.MF", f"META-INF/{SIGNER}.SF", f"META-INF/{SIGNER}.RSA")
"""Files of a JAR's signature, in the order in which a JAR has them."""
BITS: Final = 4096
KEY_ROUNDS: Final = 600_000
"""Rounds of PBKDF2 for the key that encrypts the signing key."""
LAST_DAY: Final = datetime(2100, 1, 1, tzinfo=UTC)
MIN_PASSPHRASE_LENGTH: Final = 12
MAX_NAME_LENGTH: Final = 64
"""Characters of a name in a certificate (RFC 5280, ub-common-name)."""


@dataclass(frozen=True)
class Key:
    """A key that was opened: its file, its passphrase, and the SHA-256 fingerprint of its
    certificate as AB:CD:…"""

    path: Path
    passphrase: str = field(repr=False)
    fingerprint: str


def check_passphrase(passphrase: str) -> None:
    """Raises KeyRefused where a new key cannot be sealed by this passphrase.

    Java reads a passphrase outside of ASCII in another way than others do.
    """
    if not (passphrase.isascii() and passphrase.isprintable()):
        raise KeyRefused("the passphrase has letters, digits and signs of an English keyboard only")
    if len(passphrase) < MIN_PASSPHRASE_LENGTH:
        raise KeyRefused(
            f"the passphrase is too short; it has at least {MIN_PASSPHRASE_LENGTH} signs"
        )


def make(path: Path, passphrase: str, name: str) -> Key:
    """Makes a key and its certificate for a library of this name, in a file that is not there yet.

    Raises KeyRefused, FileExistsError.
    """
    check_passphrase(passphrase)
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    certificate = _certificate(private, name)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KEY_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    sealed = pkcs12.serialize_key_and_certificates(
        ALIAS.encode(), private, certificate, None, encryption
    )
    _write_new(path, sealed)
    return Key(path, passphrase, _fingerprint(certificate))


def open_key(path: Path, passphrase: str) -> Key:
    """Returns the key in the file. Raises KeyRefused where it does not open, FileNotFoundError."""
    try:
        opened = pkcs12.load_pkcs12(path.read_bytes(), passphrase.encode())
    except ValueError:
        raise KeyRefused(
            f"{path} does not open: the passphrase is another one, or the file was altered"
        ) from None
    if opened.key is None or opened.cert is None:
        raise KeyRefused(f"{path} has no key with a certificate")
    return Key(path, passphrase, _fingerprint(opened.cert.certificate))


def sign(programs: Tools, key: Key, plain: Path, target: Path, schemes: Mapping[str, str]) -> None:
    """Signs an archive by the given schemes. RSA signatures of this kind depend on key and content
    only."""
    call: list[str | Path] = [programs.apksigner, "sign", "--ks", key.path, "--ks-type", "PKCS12"]
    call += ["--ks-key-alias", ALIAS, "--ks-pass", "stdin"]
    call += ["--min-sdk-version", str(MIN_SDK), "--v1-signer-name", SIGNER]
    for scheme, used in schemes.items():
        call += [f"--v{scheme}-signing-enabled", used]
    tools.run([*call, "--out", target, plain], secret=f"{key.passphrase}\n")


def _certificate(private: rsa.RSAPrivateKey, name: str) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:MAX_NAME_LENGTH]),
        ]
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now().replace(microsecond=0))
        .not_valid_after(LAST_DAY)
        .sign(private, hashes.SHA256())
    )


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _write_new(path: Path, content: bytes) -> None:
    """Writes a file that only its owner reads, whole or not at all, and never over another one."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
