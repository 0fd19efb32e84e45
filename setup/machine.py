"""System packages that the checks need: browser, Java, mail server, virus scanner, Z39.50 tools,
Android tools, age; installed with apt.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

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


def ensure() -> list[str]:
    """Installs missing programs if possible; returns a sentence for each check that is left out."""
    left_out = []
    if not _browser() and not (_apt("chromium") and _browser()):
        left_out.append("no Chromium: every test in a real browser is LEFT OUT")
    if not _dovecot() and not (_apt("dovecot-imapd") and _dovecot()):
        left_out.append("no Dovecot: the polled mailbox is LEFT OUT")
    if not _clamd() and not (_apt("clamav-daemon") and _clamd()):
        left_out.append("no ClamAV: its daemon's look at attachments is LEFT OUT")
    if not shutil.which("java") and not (_apt("default-jre-headless") and shutil.which("java")):
        left_out.append("no Java: EPUBCheck is LEFT OUT")
    if not shutil.which("yaz-client") and not (_apt("yaz") and shutil.which("yaz-client")):
        left_out.append("no YAZ: its search over SRU and its reading of MARC are LEFT OUT")
    if not shutil.which("age") and not (_apt("age") and shutil.which("age")):
        left_out.append("no age: its opening of our backups, and ours of its files, is LEFT OUT")
    if not AGE_VECTORS.exists() and not _apt("golang-github-c2sp-cctv-dev"):
        left_out.append("no test files of age: the reading of damaged backups by them is LEFT OUT")
    if _absent_android():
        _apt(*_absent_android())
    if absent := _absent_android():
        left_out.append(
            f"no {', '.join(absent)}: building and proving Android packages is LEFT OUT"
        )
    return left_out


def ensure_venv_module() -> None:
    """Installs venv for this Python if it is missing."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        if not _apt(f"python{version}-venv"):
            _apt("python3-venv")
        importlib.invalidate_caches()


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _absent_android() -> list[str]:
    """Returns the Debian packages of the Android tools that are not installed."""
    absent = {package for program, package in ANDROID.items() if not shutil.which(program)}
    if not ANDROID_RESOURCES.is_file():
        absent.add("android-framework-res")
    return sorted(absent)


def _dovecot() -> str | None:
    return _server("dovecot")


def _clamd() -> str | None:
    return _server("clamd")


def _server(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


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
