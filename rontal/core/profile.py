"""Library profile: identity of the library, and the policies that its apps declare.

Read once from a TOML file. Every key is explained in docs/guide/operator.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rontal.core.phones import chat_address
from rontal.core.policies import Policies, Policy

MAX_APP_NAME_LENGTH = 12
"""Number of characters that launchers show under an icon without cutting."""

P = TypeVar("P", bound=Policies)


class ProfileError(ValueError):
    """The profile cannot be used; the message names the key and its expected form."""


@dataclass(frozen=True)
class Population:
    """Population of the library's region by year, for ratios in reports."""

    by_year: Mapping[int, int] = field(default_factory=dict)

    def in_year(self, year: int) -> tuple[int, int] | None:
        """Returns the newest known year up to `year` and its population; None if there is none."""
        known = [one for one in self.by_year if one <= year]
        return (max(known), self.by_year[max(known)]) if known else None


@dataclass(frozen=True)
class Look:
    """Colours (#rrggbb) and logo of the library. `logo` is the path of an SVG or PNG file: relative
    to the profile in the TOML file, absolute after loading; "" for none."""

    colour: str = "#0f5446"
    background: str = "#f6f8f3"
    logo: str = ""


@dataclass(frozen=True)
class App:
    """The library's own Android app. `name` stands under its icon (at most 12 characters),
    `package` is the Android application id, `store_address` the page in the Play Store,
    `certificates` the SHA-256 fingerprints of the signing certificates (AB:CD:…).
    """

    name: str = ""
    package: str = ""
    store_address: str = ""
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Officer:
    """Data protection officer of the library (UU 27/2022, article 53): whom people write to about
    their data. An empty `name` means that there is none.
    """

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class WhatsAppChannel:
    """Settings for WhatsApp messages, which cost the library money. `templates` maps a message's
    code to the name of the template that Meta has approved; `languages` are those of the templates.
    """

    languages: tuple[str, ...] = ("id",)
    templates: Mapping[str, str] = field(default_factory=dict)


class Protocol(StrEnum):
    """Protocols for searching another library's catalogue."""

    SRU = "sru"
    OPDS = "opds"


@dataclass(frozen=True, slots=True)
class Target:
    """Another library whose records staff may copy. For OPDS, `address` is the URL of a feed in
    which `{searchTerms}` stands for the search terms; for SRU it is the base URL, with protocol
    `version` and record `schema`. `private` allows addresses of the library's own network.
    """

    name: str
    protocol: Protocol
    address: str
    version: str = "1.1"
    schema: str = "marcxml"
    private: bool = False


@dataclass(frozen=True)
class Library:
    """One library: the controller of its members' personal data. `policies` are by app."""

    name: str
    short_name: str
    unit: str
    address: str
    region: str
    phone: str
    whatsapp: str
    email: str
    web: str
    zone: str = "Asia/Makassar"
    member_number: str = "RTL{year}{serial:06}{check}"
    decree_number: str = ""
    suggestion_box: str = ""
    mail_sender: str = ""
    counter_registry: str = ""
    networks: tuple[str, ...] = ()
    population: Population = field(default_factory=Population)
    policies: Mapping[str, Policies] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    app: App = field(default_factory=App)
    data_protection_officer: Officer = field(default_factory=Officer)
    whatsapp_channel: WhatsAppChannel = field(default_factory=WhatsAppChannel)
    targets: Sequence[Target] = ()

    def policies_of(self, kind: type[P]) -> P:
        policies = self.policies[kind.app]
        assert isinstance(policies, kind)
        return policies

    @property
    def app_name(self) -> str:
        """Name under the app's icon: `app.name`, else the short name, which launchers may cut."""
        return self.app.name or self.short_name

    @property
    def sender(self) -> str:
        """Sender address of mails: `mail_sender`, else the library's own address."""
        return self.mail_sender or self.email

    @property
    def chat_link(self) -> str:
        """Link that opens a WhatsApp chat with the library."""
        return chat_address(self.whatsapp)

    @property
    def web_link(self) -> str:
        """URL of the library's own site; https unless the profile names a scheme."""
        return self.web if "://" in self.web else f"https://{self.web}"

    @property
    def tz(self) -> tzinfo:
        """Time zone of the library."""
        return ZoneInfo(self.zone)


def load(path: Path, kinds: Iterable[type[Policies]]) -> Library:
    """Loads the profile from the TOML file at `path`, with policies of these kinds.

    Raises ProfileError, which names the wrong key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProfileError(f"no library profile at {path}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} is not TOML: {error}") from None
    policies = _policies(data.pop("policies", {}), tuple(kinds))
    population = _population(data.pop("population", {}))
    targets = _targets(data.pop("targets", []))
    networks = _networks(data.pop("networks", []))
    look, app = _look(data.pop("look", {}), path.parent), _app(data.pop("app", {}))
    parts: dict[str, Any] = {"population": population, "look": look, "app": app}
    parts["data_protection_officer"] = _officer(data.pop("data_protection_officer", {}))
    parts["whatsapp_channel"] = _whatsapp(data.pop("whatsapp_channel", {}))
    library: Library = _build(Library, {**data, **parts}, "")
    _check(library)
    return replace(library, policies=policies, targets=targets, networks=networks)


def _policies(data: Any, kinds: Sequence[type[Policies]]) -> dict[str, Policies]:
    """Returns the policies by app; their names are unique, so that the file needs no apps."""
    table = _table(data, "policies")
    unknown = set(table) - {name for kind in kinds for name in kind.declared()}
    if unknown:
        raise ProfileError(f"unknown key policies.{min(unknown)}")
    return {kind.app: _app_policies(kind, table) for kind in kinds}


def _app_policies(kind: type[P], table: Mapping[str, Any]) -> P:
    declared = kind.declared()
    policies: P = _build(
        kind, {name: table[name] for name in declared if name in table}, "policies."
    )
    for name, policy in declared.items():
        _check_bounds(getattr(policies, name), policy, f"policies.{name}")
    return policies


def _check_bounds(value: Any, policy: Policy, name: str) -> None:
    if policy.bounds is None:
        return
    least, most = policy.bounds
    for number in value if isinstance(value, tuple) else (value,):
        if not least <= number <= most:
            raise ProfileError(f"{name} is {number}; it is from {least} to {most}")


def _population(data: Any) -> Population:
    if not isinstance(data, dict):
        raise ProfileError("population is a table of years, as 2025 = 470000")
    for year, number in data.items():
        if not re.fullmatch(r"(19|20|21)\d\d", year) or not _is_count(number):
            raise ProfileError(
                f"population.{year} is {number!r}; it is a year and a number of people"
            )
    return Population({int(year): number for year, number in data.items()})


def _look(data: Any, folder: Path) -> Look:
    look: Look = _build(Look, _table(data, "look"), "look.")
    for name in ("colour", "background"):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", getattr(look, name)):
            raise ProfileError(f"look.{name} is {getattr(look, name)!r}; it is written as #0f5446")
    if not look.logo:
        return look
    logo = folder / look.logo
    if logo.suffix.lower() not in (".svg", ".png") or not logo.is_file():
        raise ProfileError(f"look.logo is {look.logo!r}; it is an SVG or PNG file beside {folder}")
    return replace(look, logo=str(logo.resolve()))


def _app(data: Any) -> App:
    app: App = _build(App, _table(data, "app"), "app.")
    if len(app.name) > MAX_APP_NAME_LENGTH:
        raise ProfileError(
            f"app.name is {app.name!r}; it has at most {MAX_APP_NAME_LENGTH} letters"
        )
    if app.package and not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", app.package):
        raise ProfileError(f"app.package is {app.package!r}; it is written as id.go.tabanan.baca")
    if app.store_address and not _is_address(app.store_address):
        raise ProfileError(f"app.store_address is {app.store_address!r}; it begins with https://")
    for one in app.certificates:
        if not re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", one):
            raise ProfileError(f"app.certificates has {one!r}; it is 32 pairs as AB:CD:…")
    return app


def _officer(data: Any) -> Officer:
    officer: Officer = _build(
        Officer, _table(data, "data_protection_officer"), "data_protection_officer."
    )
    if bool(officer.name) != bool(officer.email or officer.phone):
        raise ProfileError("data_protection_officer has a name, and an email or a phone")
    return officer


def _whatsapp(data: Any) -> WhatsAppChannel:
    table = dict(_table(data, "whatsapp_channel"))
    templates = _table(table.pop("templates", {}), "whatsapp_channel.templates")
    for code, name in templates.items():
        if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]{1,512}", name):
            raise ProfileError(
                f"whatsapp_channel.templates.{code} is {name!r}; it is a name as buku_siap"
            )
    channel: WhatsAppChannel = _build(WhatsAppChannel, table, "whatsapp_channel.")
    if not channel.languages:
        raise ProfileError('whatsapp_channel.languages is empty; it is written as ["id", "en"]')
    return replace(channel, templates=templates)


def _table(data: Any, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ProfileError(f"{name} is a table, written under [{name}]")
    return data


def _targets(data: Any) -> list[Target]:
    if not (isinstance(data, list) and all(isinstance(one, dict) for one in data)):
        raise ProfileError("targets are tables, each under [[targets]]")
    targets: list[Target] = [
        _build(Target, one, f"targets.{place}.") for place, one in enumerate(data, 1)
    ]
    for place, one in enumerate(targets, 1):
        if not _is_address(one.address):
            raise ProfileError(
                f"targets.{place}.address is {one.address!r}; it begins with https:// or http://"
            )
    if len({one.name for one in targets}) < len(targets):
        raise ProfileError("targets have names of their own, each another one")
    return targets


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _networks(data: Any) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise ProfileError('networks is a list of networks, as ["203.0.113.0/24"]')
    for one in data:
        try:
            ip_network(one if isinstance(one, str) else "")
        except ValueError:
            raise ProfileError(
                f"networks has {one!r}; a network is written as 203.0.113.0/24"
            ) from None
    return tuple(data)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _build(kind: type[Any], data: dict[str, Any], prefix: str) -> Any:
    hints = get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise ProfileError(f"unknown key {prefix}{min(unknown)}")
    values = {name: _value(hints[name], value, prefix + name) for name, value in data.items()}
    required = {f.name for f in fields(kind) if f.default is f.default_factory}
    missing = required - set(values)
    if missing:
        raise ProfileError(f"missing key {prefix}{min(missing)}")
    return kind(**values)


def _value(kind: Any, value: Any, name: str) -> Any:
    if kind == tuple[int, ...]:
        return _numbers(value, name)
    if kind == tuple[str, ...]:
        return _texts(value, name)
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise ProfileError(f"{name} is {value!r}; it is one of {', '.join(kind)}")
        return kind(value)
    if kind is bool:
        if not isinstance(value, bool):
            raise ProfileError(f"{name} is {value!r}; it is true or false")
        return value
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ProfileError(f"{name} is {value!r}; it is a {kind.__name__}")
    return value


def _numbers(value: Any, name: str) -> tuple[int, ...]:
    if not isinstance(value, list) or not value or not all(map(_is_count, value)):
        raise ProfileError(f"{name} is {value!r}; it is a list of numbers, as [3, 7, 14]")
    return tuple(sorted(set(value)))


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ProfileError(f'{name} is {value!r}; it is a list of texts, as ["a", "b"]')
    return tuple(value)


def _check(library: Library) -> None:
    try:
        ZoneInfo(library.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ProfileError(
            f"zone is {library.zone!r}; it is a name such as Asia/Makassar"
        ) from None
    if not re.fullmatch(r"\d{4}", library.region):
        raise ProfileError(
            f"region is {library.region!r}; it is the 4 digits of the regency, as 5102"
        )
    pattern = library.member_number
    if "{serial" not in pattern or "{check}" not in pattern:
        raise ProfileError("member_number needs {serial:06} and {check}")
