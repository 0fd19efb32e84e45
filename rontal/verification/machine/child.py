"""The process that looks at photos. It knows no database, no keys and no settings, does one thing
after another, and may be killed at any time.

Run by `process` as `python -m rontal.verification.machine.child FD PARENT OCR FACES MEMORY`.
"""

import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rontal.kernel.kinship import bind_to_parent, give_way
from rontal.verification.errors import PhotoUnreadable, Why
from rontal.verification.geometry import Quad
from rontal.verification.machine import frames
from rontal.verification.machine.frames import Frame, Head

if TYPE_CHECKING:
    from rontal.verification.machine.examiner import Examiner

NICE = 10
"""Web pages go first."""
LONGEST_TRAIL = 6
MEGABYTE = 1024 * 1024
M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD = -3, -1, -2
LARGE = 2 * MEGABYTE
"""Bytes of a block that gets pages of its own. glibc would raise this with large pictures, keep
their blocks in one heap and leave holes there: 50 MB at the highest. Less would cost time."""
SPARE, STEP = 8 * MEGABYTE, 4 * MEGABYTE
"""How much of the heap stays free before it is given back, and by how much it grows. glibc's own
128 kB make it give back and fetch the same pages between two layers of a model."""
_NO_MEMORY = ("bad_alloc", "bad alloc", "failed to allocate", "insufficient memory")


def main(words: list[str]) -> None:
    """Answers frames until the other side is gone."""
    fd, parent, ocr, faces, memory = words
    _submit(int(parent), int(memory))
    with socket.socket(fileno=int(fd)) as line:
        examiner = _examiner(ocr, faces)
        line.sendall(Frame({"ready": True}).pack())
        with line.makefile("rb") as source, contextlib.suppress(EOFError, BrokenPipeError):
            while True:
                frame = frames.receive(partial(_exactly, source))
                said = Frame(answer(examiner, frame)).pack()
                del frame
                _give_back()  # before the host looks how much is kept
                line.sendall(said)


def answer(examiner: "Examiner", frame: Frame) -> Head:
    """`found`, or why not: `why`, and of an error its kind and its trail, never its text."""
    try:
        return {"found": _work(examiner, frame)}
    except PhotoUnreadable:
        return {"why": Why.UNREADABLE}
    except Exception as error:  # noqa: BLE001 - whatever breaks, the host gets its answer
        why = Why.OUT_OF_MEMORY if _is_memory(error) else Why.FAILED
        return {"why": why, "error": type(error).__name__, "trail": _trail(error)}


def _work(examiner: "Examiner", frame: Frame) -> Head:
    match frame.head["ask"]:
        case "read_card":
            return examiner.read_card(*frame.photos).to_json()
        case "look_at_face":
            return examiner.look_at_face(*frame.photos).to_json()
        case "compare_faces":
            card, photo = frame.photos
            places = _quad(frame.head["portrait"]), _quad(frame.head["corners"])
            return examiner.compare_faces(card, photo, *places).to_json()
        case _:
            raise frames.BadFrame("unknown")


def _quad(corners: list[list[float]] | None) -> Quad | None:
    return Quad.of(corners) if corners else None


def _submit(parent: int, memory: int) -> None:
    """Ends with its parent, leaves Ctrl-C to it, gives way to others, is the first to go where
    memory ends, and leaves no copy of its memory on the disk."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bind_to_parent(signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)
    give_way(NICE)
    with contextlib.suppress(AttributeError, OSError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)
        mallopt(M_TOP_PAD, STEP)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _examiner(ocr: str, faces: str) -> "Examiner":
    """With both engines made where they can be: what fails is told to whoever asks for it."""
    from rontal.verification.machine import choice
    from rontal.verification.machine.examiner import Examiner

    examiner = Examiner(partial(choice.ocr_engine, ocr), partial(choice.face_engine, faces))
    for engine in ("ocr", "faces"):
        with contextlib.suppress(Exception):
            getattr(examiner, engine)
    return examiner


def _exactly(source: IO[bytes], size: int) -> bytes:
    content = source.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _is_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or any(
        words in str(error).lower() for words in _NO_MEMORY
    )


def _trail(error: Exception) -> str:
    frames_ = traceback.extract_tb(error.__traceback__)[-LONGEST_TRAIL:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames_))


def _give_back() -> None:
    """Hands freed memory back to the system (glibc would keep it)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    main(sys.argv[1:])
