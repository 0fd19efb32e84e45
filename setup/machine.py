"""System packages that the checks need: browser, Java, mail server, virus scanner, web servers,
Z39.50 tools, Android tools, age; installed with apt.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ANDROID = {
    "aapt2": "aapt",
    "aidl": "aidl",
    "apksigner": "apksigner",
    "dexdump": "dexdump",
    "enjarify": "enjarify",
    "jarsigner": "default-jdk-headless",
    "javac": "default-jdk-headless",
    "keytool": "default-jdk-headless",
    "smali": "libsmali-java",
    "zipalign": "zipalign",
}
"""Programs that build and check Android packages, and the Debian packages that contain them."""
AGE_VECTORS = Path("/usr/share/gocode/src/c2sp.org/CCTV/age/testdata")
ANDROID_RESOURCES = Path("/usr/share/android-framework-res/framework-res.apk")


@dataclass(frozen=True)
class Part:
    """Programs of which one is enough, or a path; their Debian package; the checks that need it."""

    programs: tuple[str, ...]
    package: str
    checks: str
    path: Path | None = None
    needed: bool = True

    def is_there(self) -> bool:
        """Returns True where a program is found, in /usr/sbin too, or the path exists."""
        folders = f"{os.environ.get('PATH', '')}:/usr/sbin"
        found = any(shutil.which(name, path=folders) for name in self.programs)
        return found or (self.path is not None and self.path.exists())


PARTS = (
    Part(
        ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        "chromium",
        "every test in a real browser (Chromium)",
    ),
    # Quicker; the whole Chromium serves without it.
    Part(("chromium-headless-shell",), "chromium-headless-shell", "", needed=False),
    Part(("dovecot",), "dovecot-imapd", "the polled mailbox (Dovecot)"),
    Part(("clamd",), "clamav-daemon", "virus scan of attachments (ClamAV)"),
    Part(("java",), "default-jre-headless", "EPUBCheck (Java)"),
    Part(("yaz-client",), "yaz", "SRU and MARC with another client (YAZ)"),
    Part(("nginx",), "nginx-light", "the shipped configuration of nginx"),
    Part(("caddy",), "caddy", "the shipped configuration of Caddy"),
    Part(("age",), "age", "backups opened by the program age, and the reverse"),
    Part(
        (),
        "golang-github-c2sp-cctv-dev",
        "damaged backups (test files of age)",
        AGE_VECTORS,
    ),
    *(
        Part((program,), package, f"building and checking Android packages ({program})")
        for program, package in ANDROID.items()
    ),
    Part(
        (),
        "android-framework-res",
        "building and checking Android packages (framework-res.apk)",
        ANDROID_RESOURCES,
    ),
)


def ensure() -> list[str]:
    """Installs missing programs if possible; returns a line for each check that is left out.

    Optional parts are installed only together with a needed one: apt does not run at every check.
    """
    absent = [one for one in PARTS if not one.is_there()]
    if not any(one.needed for one in absent):
        return []
    packages = list(dict.fromkeys(one.package for one in absent))
    if packages and not _apt(*packages):
        for name in packages:  # one that this Debian does not have hinders all of them
            _apt(name)
    return [f"LEFT OUT: {one.checks}" for one in absent if one.needed and not one.is_there()]


def ensure_venv_module() -> None:
    """Installs venv for this Python if it is missing."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        if not _apt(f"python{version}-venv"):
            _apt("python3-venv")
        importlib.invalidate_caches()


def _apt(*packages: str) -> bool:
    """Installs packages; returns False if apt or the permission to use it is missing."""
    leave = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (leave and not _may_sudo()):
        return False
    print(f"  installing {', '.join(packages)} …", flush=True)
    call = [*leave, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "timeout": 1200}
    for words in (["update"], ["install", "--no-install-recommends", *packages]):
        done = subprocess.run([*call, *words], check=False, **quiet)  # type: ignore[call-overload]
    return bool(done.returncode == 0)


def _may_sudo() -> bool:
    if not shutil.which("sudo"):
        return False
    done = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return done.returncode == 0
