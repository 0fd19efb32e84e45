"""List of parts: every package that serves a library is in it, and no tool of the tests."""

import json
import tomllib

import pytest

from setup import sbom
from setup.errors import ROOT, SetupError
from tests.support.structure.licences import pinned

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


@pytest.fixture(scope="module")
def bom():
    return sbom.combined(sbom.python_parts(), sbom.npm_parts())


@pytest.mark.whole
def test_it_agrees_with_the_schema_and_names_the_version(bom):
    sbom._validate(bom)
    assert bom["metadata"]["component"]["name"] == "rontal"
    assert bom["metadata"]["component"]["version"] == VERSION


@pytest.mark.whole
def test_every_serving_package_is_listed_and_no_tool(bom):
    names = {sbom._canonical(one["name"]) for one in bom["components"]}
    assert {"django", "psycopg-binary", "onnxruntime", "foliate-js", "esbuild"} <= names
    assert len(set(pinned("base")) - names) < 5  # those of other systems
    assert not names & {"pytest", "mypy", "playwright", "axe-core", "typescript"}


def test_each_part_has_a_version_and_an_address(bom):
    assert all(one["version"] and one["purl"].startswith("pkg:") for one in bom["components"])


def test_the_whole_leads_to_every_part(bom):
    needs = {one["ref"]: one["dependsOn"] for one in bom["dependencies"]}
    reached, waiting = set(), [bom["metadata"]["component"]["bom-ref"]]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting += needs[ref]
    assert {one["bom-ref"] for one in bom["components"]} < reached


@pytest.mark.whole
def test_a_list_of_another_form_is_refused(bom):
    with pytest.raises(SetupError):
        sbom._validate(json.loads(json.dumps(bom)) | {"components": [{"name": 3}]})


def test_the_file_has_to_be_named():
    with pytest.raises(SetupError, match="--sbom FILE"):
        sbom.main([])
