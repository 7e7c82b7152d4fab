"""Standard output where what goes to it is not all that counts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def hand_over(content: bytes, shown: Callable[[str], str]) -> None:
    """What could not be saved, so that a person can save it: the bytes as they are.

    To a terminal, on which text may act, it goes as it is ``shown``, which reads the same.
    """
    if sys.stdout.isatty():
        print(shown(content.decode()), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


@contextmanager
def while_it_is_read() -> Iterator[None]:
    """Write what was found; a reader that leaves early ends the telling, and not the finding."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        to_nowhere()


def to_nowhere() -> None:
    """From here on nothing that is written is kept, what still waits to be included."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
