"""A race that can be read once: standard input, or a path that a shell hands over, such as that of ``<(command)``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from massstart_tui.cli.race_argument import STANDARD_INPUT, find_race, read_race, refuse_a_keyboard, refused
from massstart_tui.cli.signals import in_order
from massstart_tui.stream.faults import BadData, unreadable
from massstart_tui.stream.regular_files import chunks_of, open_regular
from massstart_tui.text.words import Words


@contextmanager
def copied(file: str, words: Words) -> Iterator[Path]:
    """Yield the path of a copy, which is removed afterwards: a screen reads a race several times.

    Raises CommandRefused if the race cannot be read, and OSError if there is no room for the copy.
    """
    called = words("source.standard_input") if file == STANDARD_INPUT else file
    # A signal must not leave the copy behind.
    with in_order(), tempfile.TemporaryDirectory(prefix="massstart-") as folder:
        path = Path(folder) / "race.jsonl"
        content = _content(file, called, words)
        try:
            with path.open("wb") as kept:
                kept.writelines(content)
        except OSError as error:
            raise OSError(error.errno, error.strerror, folder) from error
        # Before the screen, which would name the faults by the copy.
        read_race(str(path), words, called=called)
        yield path


def _content(file: str, called: str, words: Words) -> Iterator[bytes]:
    """Yield the content in pieces; raises CommandRefused if it cannot be read."""
    try:
        if file == STANDARD_INPUT:
            refuse_a_keyboard(words)
            yield from chunks_of(sys.stdin.buffer)
        else:
            with open_regular(find_race(file, words)) as source:
                yield from chunks_of(source)
    except OSError as error:
        raise refused(BadData(called, [unreadable(error)]), words) from error
