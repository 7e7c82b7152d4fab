"""Read a whole stream: ``read_stream.py json|massstart FILE``; prints, as JSON, how long it took and over what."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def with_json(path: Path) -> Callable[[], int]:
    """Return a function that only calls `json.loads`, on lines of bytes that are in memory already."""
    lines = path.read_bytes().splitlines()

    def load() -> int:
        for line in lines:
            json.loads(line)
        return len(lines) - 1

    return load


def with_massstart(path: Path) -> Callable[[], int]:
    """Return a function that decodes, checks, folds and indexes the file."""
    from massstart_tui.stream.reading import read

    return lambda: len(read(path))


READERS = {"json": with_json, "massstart": with_massstart}


def main(reader: str, path: str) -> None:
    """Time one reader."""
    work = READERS[reader](Path(path))
    begun = time.perf_counter()
    events = work()
    seconds = time.perf_counter() - begun
    json.dump({"seconds": seconds, "events": events}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
