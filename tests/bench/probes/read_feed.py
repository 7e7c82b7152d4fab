"""Read 100,000 passings: ``read_feed.py json|records|events``; prints, as JSON, how long it took.

The passings are a table: 28 skaters with a chip on each ankle. ``json`` reads as many bytes of a stream of crossings.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

PASSINGS: Final = 100_000
SKATERS: Final = 28
FIRST_CHIP: Final = 121_373_300
LAP_MS, APART_MS, ANKLE_MS = 14_000, 120, 130
GUN_MS: Final = 15 * 3_600_000
CHUNK: Final = 1 << 16


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _rows() -> Iterator[str]:
    for number in range(PASSINGS):
        lap, of_lap = divmod(number, 2 * SKATERS)
        skater, ankle = divmod(of_lap, 2)
        t = GUN_MS + (lap + 1) * LAP_MS + skater * APART_MS + ankle * ANKLE_MS
        yield f"{FIRST_CHIP + of_lap};{_clock(t)}\n"


def _feed() -> list[bytes]:
    data = ("transponder;time\n" + "".join(_rows())).encode()
    return [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]


def with_json() -> Callable[[], None]:
    """Return a function that only calls `json.loads`, on lines of bytes that are in memory already."""
    lines, size = list[bytes](), sum(map(len, _feed()))
    while size > 0:
        seq = len(lines) + 1
        fields = {"seq": seq, "t": seq * 1250, "type": "crossing", "by": "timing", "bib": seq % SKATERS + 1}
        lines.append(json.dumps(fields, separators=(",", ":")).encode() + b"\n")
        size -= len(lines[-1])

    def load() -> None:
        for line in lines:
            json.loads(line)

    return load


def to_records() -> Callable[[], None]:
    """Return a function that reads the passings."""
    from massstart_tui.stream.reading import collector_at_rest
    from massstart_tui.timing.feed_reader import FeedReader

    chunks, reader = _feed(), FeedReader()

    def load() -> None:
        for chunk in chunks:
            with collector_at_rest():
                reader.records(chunk)

    return load


def to_events() -> Callable[[], None]:
    """Return a function that reads the passings and makes the events of the race of them."""
    from massstart_tui.race.sheet import Sheet, Skater
    from massstart_tui.stream.reading import collector_at_rest
    from massstart_tui.timing.feed_clock import of_day
    from massstart_tui.timing.feed_events import FeedEvents
    from massstart_tui.timing.feed_reader import FeedReader

    chips = [(str(FIRST_CHIP + 2 * at), str(FIRST_CHIP + 2 * at + 1)) for at in range(SKATERS)]
    skaters = tuple(Skater(bib, f"Skater {bib}", transponders=worn) for bib, worn in enumerate(chips, 1))
    found = FeedEvents(Sheet("x", "X", 3000, skaters, lap_length=200), gun=of_day(_clock(GUN_MS)))
    chunks, reader = _feed(), FeedReader()

    def load() -> None:
        next_seq = 1
        for chunk in chunks:
            with collector_at_rest():
                next_seq += len(found.events(reader.records(chunk), next_seq))

    return load


READERS = {"json": with_json, "records": to_records, "events": to_events}


def main(reader: str) -> None:
    """Time one reader."""
    work = READERS[reader]()
    begun = time.perf_counter()
    work()
    json.dump({"seconds": time.perf_counter() - begun}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
