"""Runs another module as a program that the kernel confines like a child (`confinement`):
`python -m rontal.core.children.confined_program FOLDERS MODULE WORDS…`.

FOLDERS is JSON: the files and folders that it may read, and those that it may write to.
"""

import json
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from rontal.core.children import confinement, process

MODULE = "rontal.core.children.confined_program"


def command(
    module: str, *words: str, readable: Sequence[Path] = (), writable: Sequence[Path] = ()
) -> list[str]:
    """Returns the command line that runs `module` confined to these files and folders."""
    folders = json.dumps([list(map(str, readable)), list(map(str, writable))])
    return process.command(MODULE, folders, module, *words)


def main(words: list[str]) -> None:
    """Confines this process and becomes the program of the module."""
    folders, module, *rest = words
    readable, writable = ([Path(path) for path in paths] for paths in json.loads(folders))
    confinement.confine_files([module], readable, writable)
    confinement.confine_calls(programs=False)
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
