"""Tests that SQL text names tables of its own app; the name of another app's table is an import."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from django.apps import apps

from rontal.config.env import ROOT
from tests.support.structure.source import files, place, tree

OTHERS: Final = {
    "lending/content_access.py": "one question whether the loan, its member and its file exist",
    "lending/counting.py": "only members who are active wait",
    "lending/figures.py": "report",
    "lending/samples.py": "one question for the title, its file and its licences",
    "lending/services/settling.py": "the queue under the licences' lock",
    "lending/services/use_counts.py": "counts an opening and asks for its title in one statement",
    "lending/title_availability.py": "loan and hold of the person who asks, in one statement",
    "lending/usage/selectors.py": "report",
    "notifications/services/following.py": "one statement for all followers of an import",
    "search/expression_search.py": "all conditions of a query in one statement",
    "search/selectors.py": "texts of what the index found, in one statement",
    "search/index_source.py": "all that a document of the index holds, in one statement",
}
"""Files whose SQL names tables of apps below, with the reason."""

IS_SQL: Final = re.compile(r"\b(SELECT|JOIN|INSERT INTO|UPDATE|DELETE FROM)\b")


def _tables() -> dict[str, str]:
    """Tables of our apps, with the app's package."""
    models = [one for one in apps.get_models() if one.__module__.startswith("rontal.")]
    return {one._meta.db_table: one.__module__.split(".")[1] for one in models}


def _foreign() -> Iterator[tuple[str, str]]:
    """Yields file and place of each table of another app in a text with SQL."""
    tables = _tables()
    assert len(tables) > 50
    for path in files():
        file = str(path.relative_to(ROOT)).removeprefix("rontal/")
        own = file.split("/")[0]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value if IS_SQL.search(node.value) else ""
                for name in re.findall(r"\b[a-z]+_[a-z]+\b", text):
                    if tables.get(name, own) != own:
                        yield file, f"{place(path, node)} names {name}"


def test_sql_names_tables_of_its_own_app() -> None:
    foreign = list(_foreign())
    assert [where for file, where in foreign if file not in OTHERS] == []
    assert OTHERS.keys() == {file for file, _where in foreign}, "a file needs no exception any more"
