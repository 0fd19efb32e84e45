"""Tests for the library profile: one wrong key refuses the whole profile and is named."""

import pytest

from rontal.config import policies
from rontal.config.env import ROOT
from rontal.core import profile
from rontal.lending.policies import LendingPolicies
from rontal.membership.policies import MembershipPolicies, NonResidents
from rontal.standard.policies import StandardPolicies

DEMO = (ROOT / "rontal/demo/profile.toml").read_text()
PLAIN = DEMO.replace('[app]\nname = "Tabanan Baca"\n', "")
TARGET = """
[[targets]]
name = "Perpustakaan Lain"
protocol = "{protocol}"
address = "https://lain.example/sru"
"""


def load(tmp_path, text: str) -> profile.Library:
    path = tmp_path / "profile.toml"
    path.write_text(text)
    return profile.load(path, policies.ALL)


def test_demo_profile_is_complete(tmp_path):
    profile = load(tmp_path, DEMO)
    assert profile.region == "5102"
    assert profile.policies_of(StandardPolicies).decision_working_minutes == 480
    assert str(profile.tz) == "Asia/Makassar"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "missing key address"),
        (DEMO + "\n[policies]\nloan_days = 0", "policies.loan_days is 0; it is from 1 to 365"),
        (DEMO + "\n[policies]\nloan_days = 366", "policies.loan_days is 366; it is from 1 to 365"),
        (DEMO + "\n[policies]\nloan_days = '7'", "policies.loan_days is '7'"),
        ("policies = 1\n" + DEMO, "policies is a table, written under"),
        (DEMO + "\n[policies.lending]\nloan_days = 7", "unknown key policies.lending"),
        (DEMO + "\n[policies]\nfish = 1", "unknown key policies.fish"),
        (DEMO + "\n[policies]\nquiet_from_hour = 24", "quiet_from_hour is 24; it is from 0 to 23"),
        (DEMO + "\n[policies]\nquiet_from_hour = -1", "quiet_from_hour is -1; it is from 0 to 23"),
        (DEMO + "\n[whatsapp_channel]\nfish = 1", "unknown key whatsapp_channel.fish"),
        (DEMO + "\n[whatsapp_channel]\nlanguages = []", "whatsapp_channel.languages is empty"),
        (DEMO + "\n[whatsapp_channel.templates]\nlate = 'A b'", "templates.late is 'A b'"),
        (DEMO + "\n[whatsapp_channel.templates]\nlate = 1", "templates.late is 1; it is a name"),
        (DEMO + "\n[policies]\nloan_days = true", "policies.loan_days is True; it is a int"),
        (DEMO + "\n[policies]\nautomatic_approval = 1", "automatic_approval is 1; it is true or"),
        (DEMO + "\n[policies]\nautomatic_sample_percent = 0", "percent is 0; it is from 1 to 100"),
        (
            DEMO + "\n[policies]\nautomatic_sample_percent = 101",
            "percent is 101; it is from 1 to 100",
        ),
        (DEMO + "\n[policies]\nnon_residents = 'no'", "accept, ask_document, closed"),
        (DEMO.replace("Asia/Makassar", "Asia/Nowhere"), "zone is 'Asia/Nowhere'"),
        (DEMO.replace('"5102"', '"51"'), "region is '51'"),
        (DEMO.replace("{check}", ""), "member_number needs"),
        (DEMO + "\n2021 = 0", "population.2021 is 0; it is a year and a number"),
        (DEMO + "\nlast = 5", "population.last is 5; it is a year and a number"),
        ('population = "many"\n' + DEMO.replace("[population]", "[x]"), "population is a table"),
        ("networks = 7\n" + DEMO, "networks is a list of networks"),
        ("networks = ['rumah']\n" + DEMO, "networks has 'rumah'; a network is written as"),
        (DEMO + "\n[policies]\nloan_lengths = 7", "loan_lengths is 7; it is a list of numbers"),
        (DEMO + "\n[policies]\nloan_lengths = [0]", "it is a list of numbers, as"),
        (DEMO + "\n[policies]\nloan_lengths = [7, 400]", "loan_lengths is 400; it is from 1 to"),
        (DEMO + "\n[policies]\nrenewals_at_most = -1", "renewals_at_most is -1; it is from 0 to"),
        ("name = ", "is not TOML"),
        ("targets = 1\n" + DEMO, "targets are tables"),
        (DEMO + "\n[[targets]]\nname = 'A'", "missing key targets.1.address"),
        (DEMO + TARGET.format(protocol="z3950"), "targets.1.protocol is 'z3950'; it is one of sru"),
        (DEMO + TARGET.format(protocol="sru").replace("https:", "ftp:"), "address is 'ftp://"),
        (DEMO + TARGET.format(protocol="sru") * 2, "each another one"),
        (
            DEMO + TARGET.format(protocol="sru") + "private = 1",
            "targets.1.private is 1; it is true",
        ),
        (DEMO + TARGET.format(protocol="sru") + "fish = 1", "unknown key targets.1.fish"),
        ("look = 1\n" + DEMO, "look is a table, written under"),
        (DEMO + "\n[look]\ncolour = 'green'", "look.colour is 'green'; it is written as #0f5446"),
        (DEMO + "\n[look]\nbackground = '#12345'", "look.background is '#12345'; it is written"),
        (DEMO + "\n[look]\nlogo = 'absent.svg'", "look.logo is 'absent.svg'; it is an SVG or PNG"),
        (DEMO + "\n[look]\nlogo = 'profile.toml'", "look.logo is 'profile.toml'; it is an SVG"),
        (DEMO + "\n[look]\nfish = 1", "unknown key look.fish"),
        ("app = []\n" + PLAIN, "app is a table, written under"),
        (PLAIN + "\n[app]\nname = 'Perpustakaan T'", "it has at most 12 letters"),
        (PLAIN + "\n[app]\npackage = 'Baca'", "app.package is 'Baca'; it is written as"),
        (PLAIN + "\n[app]\npackage = 'id.9go'", "app.package is 'id.9go'; it is written as"),
        (PLAIN + "\n[app]\nstore_address = 'play'", "app.store_address is 'play'; it begins with"),
        (PLAIN + "\n[app]\ncertificates = 'AB'", "it is a list of texts"),
        (PLAIN + "\n[app]\ncertificates = ['AB:CD']", "app.certificates has 'AB:CD'; it is 32"),
        (PLAIN + "\n[app]\nname = 7", "app.name is 7; it is a str"),
    ],
)
def test_invalid_profile_is_reported_with_its_key(tmp_path, text, key):
    with pytest.raises(profile.ProfileError, match=key.replace("'", ".")):
        load(tmp_path, text)


def test_targets_of_copy_cataloguing_are_named_in_the_profile(tmp_path):
    assert load(tmp_path, DEMO).targets == []
    (target,) = load(tmp_path, DEMO + TARGET.format(protocol="sru")).targets
    assert (target.name, target.protocol) == ("Perpustakaan Lain", profile.Protocol.SRU)
    assert (target.version, target.schema, target.private) == ("1.1", "marcxml", False)


def test_look_and_app_are_named_in_the_profile(tmp_path):
    (tmp_path / "logo.PNG").write_bytes(b"")
    certificate = ":".join(["AB"] * 32)
    library = load(
        tmp_path,
        PLAIN
        + "\n[look]\ncolour = '#ABCDEF'\nlogo = 'logo.PNG'\n[app]\nname = 'Dua belas ab'"
        + f"\ncertificates = ['{certificate}']",
    )
    assert library.look.logo == str((tmp_path / "logo.PNG").resolve())
    assert (library.look.colour, library.look.background) == ("#ABCDEF", "#f6f8f3")
    assert (library.app_name, library.app.certificates) == ("Dua belas ab", (certificate,))
    assert load(tmp_path, PLAIN).app_name == "Perpustakaan Tabanan"


def test_lengths_and_networks_are_lists(tmp_path):
    text = "networks = ['203.0.113.0/24', '2001:db8::/32']\n" + DEMO
    chosen = "\n[policies]\nloan_lengths = [14, 7, 7]\nrenewals_at_most = 0"
    profile = load(tmp_path, text + chosen)
    assert profile.networks == ("203.0.113.0/24", "2001:db8::/32")
    assert profile.policies_of(LendingPolicies).loan_lengths == (7, 14)
    assert profile.policies_of(LendingPolicies).renewals_at_most == 0


def test_one_table_holds_the_policies_of_all_apps(tmp_path):
    chosen = "\n[policies]\nloan_days = 10\nnon_residents = 'closed'\ndraft_days = 365"
    profile = load(tmp_path, DEMO + chosen)
    assert profile.policies_of(LendingPolicies) == LendingPolicies(loan_days=10)
    assert profile.policies_of(MembershipPolicies) == MembershipPolicies(
        non_residents=NonResidents.CLOSED, draft_days=365
    )
    assert profile.policies_of(StandardPolicies) == StandardPolicies()


def test_population_is_that_of_the_newest_known_year(tmp_path):
    people = load(tmp_path, DEMO + "\n2024 = 470000").population
    assert people.in_year(2019) is None
    assert people.in_year(2023)[0] == 2020
    assert people.in_year(2026) == (2024, 470_000)


def test_data_protection_officer_has_a_name_and_a_way_to_reach_them(tmp_path):
    table = "[data_protection_officer]\n"
    without = DEMO.partition(table)[0]
    text = without + table + 'name = "Ni Made"\nphone = "0361-1"\n'
    assert load(tmp_path, text).data_protection_officer.name == "Ni Made"
    for wrong in ('name = "Ni Made"\n', 'email = "a@contoh.example"\n'):
        with pytest.raises(profile.ProfileError, match="data_protection_officer"):
            load(tmp_path, without + table + wrong)
