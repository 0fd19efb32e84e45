"""By what an index is known to be of other rules than the program that opens it."""

import hashlib
from importlib.metadata import version
from pathlib import Path


def fingerprint(*modules: str) -> str:
    """Eight hexadecimal digits of the text of these modules of this folder, of the rules of the
    catalogue, and of the engine's version: whoever changes one of them need not remember that
    indexes exist."""
    here = Path(__file__).parent
    texts = [here / f"{name}.py" for name in modules]
    texts += sorted((here.parent / "rules").glob("*.py"))
    digest = hashlib.blake2b(version("tantivy").encode(), digest_size=4)
    for path in texts:
        digest.update(path.read_bytes())
    return digest.hexdigest()
