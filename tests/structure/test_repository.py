"""Links between documents lead somewhere, and versions that are named twice agree."""

import re

from rontal.config.env import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def test_every_link_between_documents_leads_to_a_file() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_pre_commit_runs_the_ruff_that_the_checks_run() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    pinned = (ROOT / "requirements/dev.txt").read_text("utf-8")
    versions = re.findall(r"^ruff==(\S+)", pinned, flags=re.MULTILINE)
    assert re.findall(r"ruff-pre-commit\s+rev: v(\S+)", hooks) == versions
