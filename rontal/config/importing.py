"""`rontal import`: walks the paths given, shows what became of each file."""

from collections import Counter
from pathlib import Path

BOOKS = ("*.epub", "*.EPUB")


def run(paths: list[Path]) -> int:
    """Imports the files and the books in the folders; 1 where one was refused."""
    from rontal.catalogue.services import ImportReport, Outcome, import_files
    from rontal.kernel.actors import Actor

    files = _files(paths)
    counts: Counter[Outcome] = Counter()

    def tell(report: ImportReport) -> None:
        counts[report.outcome] += 1
        told = f"{report.outcome.replace('_', ' ')} {report.title} {report.code}".strip()
        print(f"[{counts.total()}/{len(files)}] {report.path.name}: {told}", flush=True)

    import_files(paths=files, actor=Actor.system("rontal import"), progress=tell)
    told = ", ".join(f"{counts[outcome]} {outcome.replace('_', ' ')}" for outcome in Outcome)
    print(f"{told}." if files else "No book files there (*.epub).")
    return 1 if counts[Outcome.REFUSED] or not files else 0


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted({*_books(path)}) if path.is_dir() else [path]
    return found


def _books(folder: Path) -> list[Path]:
    return [path for pattern in BOOKS for path in folder.rglob(pattern)]
