"""A race that can be read once: standard input, or a path that a shell hands over, such as that of ``<(command)``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from massstart_tui.cli.race_argument import STANDARD_INPUT, find_race, read_race, refuse_a_keyboard
from massstart_tui.stream.regular_files import open_regular
from massstart_tui.text.words import Words


@contextmanager
def copied(file: str, words: Words) -> Iterator[Path]:
    """Yield the path of a copy, which is removed afterwards: a screen reads a race several times.

    Raises CommandRefused if the race cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="massstart-") as folder:
        path = Path(folder) / "race.jsonl"
        if file == STANDARD_INPUT:
            refuse_a_keyboard(words)
            source = sys.stdin.buffer
        else:
            source = open_regular(find_race(file, words))
        with path.open("wb") as kept:
            shutil.copyfileobj(source, kept)
        # Before the screen, which would name the faults by the copy.
        read_race(str(path), words, called=words("source.standard_input") if file == STANDARD_INPUT else file)
        yield path
