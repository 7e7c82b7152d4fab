"""Write to standard output when the reader may close it, or when it is the last resort for unsaved data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


def hand_over(content: bytes, shown: Callable[[str], str]) -> None:
    """Write content that could not be saved to standard output, so that a person can save it.

    A pipe or a file gets the bytes unchanged. A terminal, on which text may act, gets ``shown(text)``, which escapes it
    and has the same meaning.
    """
    if sys.stdout.isatty():
        print(shown(content.decode()), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


@contextmanager
def while_it_is_read() -> Iterator[None]:
    """Let the block print; a reader that closes the pipe early ends the printing but not the command."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        to_nowhere(sys.stdout)


def to_nowhere(stream: TextIO) -> None:
    """Redirect a standard stream to the null device, including what is still buffered."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
