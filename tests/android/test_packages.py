"""Checks of built packages by Android's own tools and by programs of others."""

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from androguard.core.apk import APK

from rontal.android.package import building, resources
from rontal.android.package.bundle import config
from tests.support.android import factories
from tests.support.android.packages import Twice, need, run
from tests.support.interop import clients
from tests.support.interop.clients.readers import NODE

pytestmark = pytest.mark.machine

PARSER = clients.NODE_MODULES / "aab-parser"
ANDROID = "{http://schemas.android.com/apk/res/android}"


@pytest.fixture(scope="module")
def apk(built: Twice) -> APK:
    return APK(str(built.apk))


def fingerprint(folder: Path) -> str:
    return (folder / building.FINGERPRINT).read_text().strip()


def digest(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest().upper()


def flipped(path: Path, target: Path, *, entry: str) -> Path:
    """A copy of an archive with one bit changed within an entry's stored bytes."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(entry)
    content[info.header_offset + 30 + len(entry) + info.compress_size // 2] ^= 1
    target.write_bytes(content)
    return target


def test_apk_is_signed_by_three_schemes(built: Twice) -> None:
    output = run("apksigner", "verify", "--verbose", "--print-certs", built.apk)
    for scheme in ("v1 scheme (JAR signing)", "v2 scheme (APK Sig", "v3 scheme (APK Sig"):
        row = next(line for line in output.splitlines() if scheme in line)
        assert row.endswith(": true")
    assert fingerprint(built.first).replace(":", "").lower() in output
    assert "WARNING" not in output


def test_each_scheme_carries_the_certificate(built: Twice, apk: APK) -> None:
    (second,), (third,) = apk.get_certificates_der_v2(), apk.get_certificates_der_v3()
    first = apk.get_certificate_der("META-INF/RONTAL.RSA")
    wanted = fingerprint(built.first).replace(":", "")
    assert {digest(one) for one in (first, second, third)} == {wanted}


@pytest.mark.parametrize("least", ["23", "24", "28"])
def test_every_android_verifies_the_apk(built: Twice, least: str) -> None:
    """Android 6 knows scheme 1, 7 scheme 2, 9 scheme 3."""
    run("apksigner", "verify", "--min-sdk-version", least, "--max-sdk-version", least, built.apk)


@pytest.mark.parametrize("entry", ["classes.dex", "resources.arsc", "AndroidManifest.xml"])
def test_apk_with_a_changed_bit_is_refused(built: Twice, tmp_path: Path, entry: str) -> None:
    changed = flipped(built.apk, tmp_path / "changed.apk", entry=entry)
    assert "DOES NOT VERIFY" in run("apksigner", "verify", changed, fails=True)


def test_dex_with_a_changed_bit_is_refused(built: Twice, tmp_path: Path) -> None:
    need("dexdump")
    dex = tmp_path / "classes.dex"
    with zipfile.ZipFile(built.apk) as archive:
        content = bytearray(archive.read("classes.dex"))
    dex.write_bytes(content)
    assert "Checksum verified" in run("dexdump", "-c", dex)
    content[len(content) // 2] ^= 1
    dex.write_bytes(content)
    assert "Bad checksum" in run("dexdump", "-c", dex, fails=True)


def test_apk_is_aligned(built: Twice) -> None:
    assert "Verification successful" in run("zipalign", "-c", "-p", "-v", "4", built.apk)


def test_apk_has_name_version_and_languages(apk: APK) -> None:
    assert apk.is_valid_APK()
    assert apk.get_package() == "id.go.tabanan.baca"
    assert apk.get_app_name() == factories.NAME
    assert apk.get_main_activity() == "rontal.app.Launcher"
    assert (apk.get_min_sdk_version(), apk.get_target_sdk_version()) == ("23", "36")
    assert (apk.get_androidversion_code(), apk.get_androidversion_name()) == ("100000", "0.1.0")
    assert apk.get_permissions() == ["android.permission.POST_NOTIFICATIONS"]
    assert apk.get_attribute_value("application", "debuggable") is None
    assert apk.get_attribute_value("application", "allowBackup") == "false"
    assert apk.get_attribute_value("application", "usesCleartextTraffic") == "false"


def test_only_launcher_and_delegation_are_exported(apk: APK) -> None:
    tree = apk.get_android_manifest_xml()
    parts = [*tree.iter("activity"), *tree.iter("service"), *tree.iter("receiver")]
    parts += [*tree.iter("provider"), *tree.iter("activity-alias")]
    exported = {part.get(f"{ANDROID}name"): part.get(f"{ANDROID}exported") for part in parts}
    assert exported == {
        "rontal.app.Launcher": "true",
        "rontal.app.Delegation": "true",
        "rontal.app.Focus": "false",
        "rontal.app.Permission": "false",
    }


def test_links_of_the_host_alone_are_verified(apk: APK) -> None:
    tree = apk.get_android_manifest_xml()
    (links,) = [one for one in tree.iter("intent-filter") if one.get(f"{ANDROID}autoVerify")]
    (data,) = links.iter("data")
    assert dict(data.attrib) == {
        f"{ANDROID}scheme": "https",
        f"{ANDROID}host": "baca.tabanan.go.id",
    }
    statements = apk.get_android_resources().get_string(apk.get_package(), "asset_statements")
    (statement,) = json.loads(statements[1])
    assert statement["target"] == {"namespace": "web", "site": "https://baca.tabanan.go.id"}


def test_apk_has_at_most_60_kilobytes(built: Twice) -> None:
    assert built.apk.stat().st_size <= 60_000
    assert building.MAX_APK_BYTES == 60_000


def test_two_builds_are_the_same_bytes(built: Twice) -> None:
    names = [*building.NOTES, building.APK, building.BUNDLE, building.FINGERPRINT, building.PROJECT]
    for name in names:
        assert (built.first / name).read_bytes() == (built.second / name).read_bytes(), name


def test_code_is_the_same_for_every_library(built: Twice, tmp_path: Path) -> None:
    shutil.copy(built.first / building.KEY, tmp_path)
    other = factories.plan(host="lain.example.id", package="id.example.lain", name="Lain")
    other_build = building.build(other, tmp_path, factories.PASSPHRASE, print)
    with zipfile.ZipFile(built.apk) as one, zipfile.ZipFile(other_build.apk) as another:
        assert one.read("classes.dex") == another.read("classes.dex")
        assert one.read("resources.arsc") != another.read("resources.arsc")


def test_packages_name_no_folder_of_the_machine(built: Twice) -> None:
    for path in (built.apk, built.bundle):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                assert str(built.first.parent).encode() not in archive.read(name), name
                assert b".build-" not in archive.read(name), name
    assert not list(built.first.glob(".build-*"))


def test_resources_survive_the_store_s_form_and_back(built: Twice, tmp_path: Path) -> None:
    """aapt2 turns the APK into the store's form and back: nothing is lost on the way."""
    proto, binary = tmp_path / "proto.apk", tmp_path / "binary.apk"
    run("aapt2", "convert", "--output-format", "proto", "-o", proto, built.apk)
    run("aapt2", "convert", "--output-format", "binary", "-o", binary, proto)
    for what in ("badging", "resources"):
        before, after = (run("aapt2", "dump", what, path) for path in (built.apk, binary))
        assert before == after


def test_store_makes_the_same_package_of_the_bundle(built: Twice, tmp_path: Path) -> None:
    """The base of the bundle, turned into an APK by aapt2 as the store does it, is our APK."""
    base, binary = tmp_path / "base.apk", tmp_path / "binary.apk"
    with zipfile.ZipFile(built.bundle) as bundle, zipfile.ZipFile(base, "w") as archive:
        for name in bundle.namelist():
            if name.startswith("base/") and "/dex/" not in name:
                inner = name.removeprefix("base/").removeprefix("manifest/")
                archive.writestr(inner, bundle.read(name))
    run("aapt2", "convert", "--output-format", "binary", "-o", binary, base)
    for what in ("badging", "resources", "permissions"):
        assert run("aapt2", "dump", what, binary) == run("aapt2", "dump", what, built.apk)
    file = ("--file", "AndroidManifest.xml")
    trees = [run("aapt2", "dump", "xmltree", path, *file) for path in (binary, built.apk)]
    assert trees[0] == trees[1]


def test_bundle_is_signed(built: Twice) -> None:
    need("jarsigner", "keytool")
    output = run("jarsigner", "-verify", "-verbose", built.bundle)
    assert "jar verified." in output
    assert "unsigned" not in output
    assert "JarInputStream" not in output
    printed = run("keytool", "-printcert", "-jarfile", built.bundle)
    assert fingerprint(built.first) in printed


@pytest.mark.parametrize("entry", ["base/dex/classes.dex", "base/resources.pb"])
def test_bundle_with_a_changed_bit_is_refused(built: Twice, tmp_path: Path, entry: str) -> None:
    need("jarsigner")
    changed = flipped(built.bundle, tmp_path / "changed.aab", entry=entry)
    assert "jar verified." not in run("jarsigner", "-verify", changed, fails=True)


def test_bundle_is_read_by_a_parser_of_bundles(built: Twice) -> None:
    if not PARSER.exists():
        pytest.skip("LOUD: aab-parser is absent, so the bundle was not parsed")
    script = (
        "require(process.argv[1]).parseAabManifest(process.argv[2])"
        ".then(found => console.log(JSON.stringify(found)))"
    )
    done = subprocess.run(
        [NODE, "-e", script, str(PARSER), str(built.bundle)],
        capture_output=True,
        text=True,
        check=True,
    )
    links = json.loads(done.stdout)
    assert links["packageName"] == "id.go.tabanan.baca"
    assert (links["versionCode"], links["versionName"]) == (100000, "0.1.0")


def test_bundle_holds_what_the_apk_holds(built: Twice) -> None:
    with zipfile.ZipFile(built.apk) as apk, zipfile.ZipFile(built.bundle) as bundle:
        assert bundle.read("base/dex/classes.dex") == apk.read("classes.dex")
        pictures = {name for name in apk.namelist() if name.endswith(".png")}
        assert pictures
        for name in pictures:
            assert bundle.read(f"base/{name}") == apk.read(name)
        assert bundle.read("BundleConfig.pb") == config()


def test_store_is_configured_to_split_nothing() -> None:
    """By hand: bundletool 1.15.6; three dimensions (ABI, density, language), each negated."""
    version = b"\x0a\x08\x12\x061.15.6"
    splits = b"\x12\x14\x0a\x12" + b"".join(
        b"\x0a\x04\x08" + bytes([kind]) + b"\x10\x01" for kind in (1, 2, 3)
    )
    assert config() == version + splits


def test_both_codes_of_indonesian_have_the_same_texts() -> None:
    """`values-in` is what Android negotiates by, `values` what it falls back to."""
    folder = resources.TEMPLATES / "res"
    own = (folder / "values-in/strings.xml").read_text("utf-8")
    rest = (folder / "values/strings.xml").read_text("utf-8")
    sentences = [line for line in own.splitlines() if "<string" in line]
    assert len(sentences) == 2
    assert all(line in rest for line in sentences)
