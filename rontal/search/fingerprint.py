"""Fingerprint of the indexing rules, by which an index of another program version is detected."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from rontal.catalogue import rules as catalogue_rules


def fingerprint(*modules: str) -> str:
    """Returns eight hexadecimal digits over the source code of these modules of this folder, the
    rules of the catalogue, and the engine's version: a change to any of them rebuilds the index
    automatically."""
    here, rules = Path(__file__).parent, Path(catalogue_rules.__file__).parent
    texts = [here / f"{name}.py" for name in modules] + sorted(rules.glob("*.py"))
    digest = hashlib.blake2b(version("tantivy").encode(), digest_size=4)
    for path in texts:
        digest.update(path.read_bytes())
    return digest.hexdigest()
