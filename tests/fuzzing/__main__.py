"""`python -m tests.fuzzing TARGET`: fuzzing guided by coverage, for a given time, by hand.

Needs atheris: `pip install -r requirements/fuzzing.txt --require-hashes`, in an environment of its
own that also has requirements/dev.txt (Python 3.11 to 3.13). Input that raises is written to
build/fuzzing/TARGET/; make a seed of it (`seeds.py`), and mend what it shows.
"""

import argparse
import os
import sys

import atheris

from rontal.config.env import ROOT


def main() -> None:
    """Fuzzes one target; ends with its first defect, or after the time."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", help="one of tests/fuzzing/targets.py")
    parser.add_argument("--seconds", type=int, default=600, help="how long it runs")
    parser.add_argument("--max-bytes", type=int, default=65536, help="size of the largest input")
    options = parser.parse_args()
    os.environ.setdefault("RONTAL_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rontal.config.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")  # never asked
    with atheris.instrument_imports(include=["rontal", "records", "django.http", "tinycss2"]):
        import django

        django.setup()
        from tests.fuzzing.targets import TARGETS
    target = TARGETS[options.target]
    folder = ROOT / "build" / "fuzzing" / options.target
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={options.seconds}",
            f"-max_len={options.max_bytes}",
            f"-artifact_prefix={folder}/",
            "-rss_limit_mb=4096",
            "-timeout=20",
            str(corpus),
        ],
        target.run,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
