"""Application ids, hosts, version codes and texts of a package."""

import pytest

from rontal.android.package import resources
from rontal.android.package.errors import BuildError
from rontal.android.package.naming import is_host, package_name
from rontal.android.package.versions import version


@pytest.mark.parametrize(
    ("package", "host", "named"),
    [
        ("id.go.tabanan.baca", "elsewhere.example", "id.go.tabanan.baca"),
        ("", "baca.tabanan.go.id", "id.go.tabanan.baca"),
        ("", "Baca.Tabanan.go.id.", "id.go.tabanan.baca"),
        ("", "baca.tabanan.go.id:8443", "id.go.tabanan.baca"),
        ("", "e-perpus.kab-x.go.id", "id.go.kab_x.e_perpus"),
        ("", "2.baca.go.id", "id.go.baca.app_2"),
        ("", "new.public.go.id", "id.go.app_public.app_new"),
        ("", "localhost", "app.localhost"),
    ],
)
def test_application_id_comes_from_profile_or_host(package: str, host: str, named: str) -> None:
    assert package_name(package, host) == named


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("baca.tabanan.go.id", True),
        ("xn--baca-5na.example.id", True),
        ("localhost", False),
        ("127.0.0.1", False),
        ("[::1]", False),
        ("baca.tabanan.go.id:8443", False),
        ("Baca.tabanan.go.id", False),
        ("báca.example.id", False),
        ("-baca.example.id", False),
        ("baca..id", False),
        ("baca.example.id\n", False),
        ("", False),
    ],
)
def test_host_is_a_full_domain_name(host: str, good: bool) -> None:
    assert is_host(host) is good


def test_version_code_grows_with_version_and_revision() -> None:
    texts = [("0.1.0", 0), ("0.1.0", 1), ("0.1.0", 99), ("0.1.1", 0), ("0.2.0", 0), ("1.0.0", 0)]
    codes = [version(*one).code for one in texts]
    assert codes == sorted(set(codes))
    assert codes[0] == 100_000
    assert version("0.1.0").name == "0.1.0"
    assert version("0.1.0", 3).name == "0.1.0.3"


@pytest.mark.parametrize(
    ("text", "revision"),
    [("0.1", 0), ("0.1.0rc1", 0), ("0.1000.0", 0), ("21.0.0", 1), ("0.0.0", 0), ("0.1.0", 100)]
    + [("0.1.0", -1)],
)
def test_version_without_a_code_is_refused(text: str, revision: int) -> None:
    with pytest.raises(BuildError):
        version(text, revision)


def test_texts_are_quoted_for_android_and_xml() -> None:
    assert resources.quoted("it's @x ?y") == '"it\'s @x ?y"'
    assert resources.quoted('a "b" \\n <c> & d') == '"a \\"b\\" \\\\n &lt;c&gt; &amp; d"'
    assert resources.quoted("a\nb\x00c\u202ed") == '"a b c d"'
