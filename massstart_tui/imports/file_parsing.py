"""What all imports do with a file: read it whole, refuse one that is too large, and say which file has the faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import BadData, Fault, Flaw, unreadable
from massstart_tui.stream.regular_files import content_of

LARGEST_BYTES: Final = 16 << 20
"""The size of the largest file that is parsed, other than a csv file: larger than any list or result."""

Parsed = TypeVar("Parsed")


def parsed_file(path: Path, parse: Callable[[bytes], Parsed]) -> Parsed:
    """Return what ``parse`` makes of the content of the file at ``path``.

    Raises BadData if ``parse`` raises BadLine, or there is no such file.
    """
    try:
        content = content_of(path)
    except OSError as error:
        raise BadData(str(path), [unreadable(error)]) from error
    try:
        return parse(content)
    except BadLine as error:
        raise BadData(str(path), error.faults) from error


def refuse_too_large(content: bytes) -> None:
    """Raise BadLine if ``content`` is larger than `LARGEST_BYTES`."""
    if len(content) > LARGEST_BYTES:
        raise BadLine([Fault(None, "", Flaw.TOO_LARGE, {"most": LARGEST_BYTES >> 20})])
