"""Child process that processes photos, without database, keys and settings.

It handles one request at a time and may be killed at any time. `core.children.process` starts it
as `python -m rontal.verification.machine.child … OCR FACES`.
"""

import contextlib
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from idcard.errors import PhotoUnreadable
from idcard.geometry import Quad
from rontal.core.children import child
from rontal.core.children.frames import BadFrame, Frame, Head
from rontal.verification.errors import FailureReason

if TYPE_CHECKING:
    from idcard.examiner import Examiner

MODULE = "rontal.verification.machine.child"


def main(words: list[str]) -> None:
    """Answers requests until the parent closes the connection."""
    arguments = child.Arguments.read(words)
    ocr, faces = arguments.words

    def prepare(_line: child.Connection) -> Callable[[Frame], Frame]:
        examiner = _examiner(ocr, faces)
        return lambda frame: Frame(answer(examiner, frame))

    child.serve(arguments, prepare, child.NICE)


def answer(examiner: "Examiner", frame: Frame) -> Head:
    """Returns `found`, or `why` with type and stack trace of an error, but never its message."""
    try:
        return {"found": _work(examiner, frame)}
    except PhotoUnreadable:
        return {"why": FailureReason.UNREADABLE}
    except Exception as error:  # noqa: BLE001 - the waiting host must get an answer
        why = FailureReason.OUT_OF_MEMORY if child.is_out_of_memory(error) else FailureReason.FAILED
        return {"why": why, "error": type(error).__name__, "trail": child.traceback_lines(error)}


def _work(examiner: "Examiner", frame: Frame) -> Head | bool:
    match frame.head["ask"]:
        case "photo_facts":
            return examiner.photo_facts(*frame.parts).to_json()
        case "is_same_photo":
            return examiner.is_same_photo(*frame.parts)
        case "read_card":
            return examiner.read_card(*frame.parts).to_json()
        case "check_selfie":
            return examiner.check_selfie(*frame.parts).to_json()
        case "compare_faces":
            card, photo = frame.parts
            places = _quad(frame.head["portrait"]), _quad(frame.head["corners"])
            return examiner.compare_faces(card, photo, *places).to_json()
        case _:
            raise BadFrame("unknown")


def _quad(corners: list[list[float]] | None) -> Quad | None:
    return Quad.of(corners) if corners else None


def _examiner(ocr: str, faces: str) -> "Examiner":
    """Returns an examiner with both engines loaded; one that fails is reported when it is used."""
    from idcard.engines import choice
    from idcard.examiner import Examiner

    examiner = Examiner(partial(choice.ocr_engine, ocr), partial(choice.face_engine, faces))
    for engine in ("ocr", "faces"):
        with contextlib.suppress(Exception):
            getattr(examiner, engine)
    return examiner


if __name__ == "__main__":
    main(sys.argv[1:])
