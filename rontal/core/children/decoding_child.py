"""Child process that decodes one file, without database, keys and settings.

`decoder` starts it as `python -m rontal.core.children.decoding_child … MODULE`.
"""

import sys
from collections.abc import Callable
from importlib import import_module

from records.errors import RecordsError
from rontal.core.children import child
from rontal.core.children.frames import Frame
from rontal.core.children.process import LossReason
from rontal.core.errors import DomainError

Answer = Callable[[Frame], Frame]
NICE = 5
"""One person waits for this file; everybody waits for pages, which come first."""


def main(words: list[str]) -> None:
    """Answers requests by `answer` of the module until the parent closes the connection."""
    arguments = child.Arguments.read(words)

    def prepare(_line: child.Connection) -> Answer:
        decode: Answer = import_module(arguments.words[0]).answer
        return lambda frame: answer_or_error(decode, frame)

    child.serve(arguments, prepare, NICE)


def answer_or_error(decode: Answer, frame: Frame) -> Frame:
    """Returns the decoder's answer, the code of its refusal, or the type of another error."""
    try:
        return decode(frame)
    except (DomainError, RecordsError) as error:
        return Frame({"refused": error.code, "params": error.params})
    except Exception as error:  # noqa: BLE001 - the waiting parent must get an answer
        why = LossReason.OUT_OF_MEMORY if child.is_out_of_memory(error) else LossReason.CRASHED
        return Frame(
            {"why": why, "error": type(error).__name__, "trail": child.traceback_lines(error)}
        )


if __name__ == "__main__":
    main(sys.argv[1:])
