"""What could not be saved goes to standard output, so that a person can save it."""

from __future__ import annotations

import sys
from collections.abc import Callable


def hand_over(content: bytes, shown: Callable[[str], str]) -> None:
    """Write the bytes as they are; to a terminal, on which text may act, as it is ``shown``, which reads the same."""
    if sys.stdout.isatty():
        print(shown(content.decode()), end="")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
