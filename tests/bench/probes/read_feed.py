"""Read 100,000 passings: ``read_feed.py json|records|crossings FORMAT``.

It prints, as JSON, the seconds of CPU that it took. The passings are of 28 skaters with a chip on each ankle. ``json``
reads as many bytes of a stream of crossings.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

PASSINGS: Final = 100_000
SKATERS: Final = 28
FIRST_CHIP: Final = 121_373_300
LAP_MS, APART_MS, ANKLE_MS = 14_000, 120, 130
GUN_MS: Final = 15 * 3_600_000
CHUNK: Final = 1 << 16
A_FRAME: Final = 3
"""The number of passings in a frame of MYLAPS."""


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _plain(_: int, chip: int, clock: str) -> str:
    return f"{chip};{clock}\n"


def _raceresult(number: int, chip: int, clock: str) -> str:
    return f"#P;{number};{chip};2026-02-07;{clock};0;1;9F;;1;1;;0;40;;00;D-1;;;;0\r\n"


def _raceresult_file(number: int, chip: int, clock: str) -> str:
    return f"{number};{chip};2026-02-07;{clock};0;1;9F\r\n"


def _wiclax(_: int, chip: int, clock: str) -> str:
    return f"{chip};07-02-2026 {clock};1;;;0\r"


def _ipico(_: int, chip: int, clock: str) -> str:
    summed = f"00{chip:012}0001260207{clock[:8].replace(':', '')}{int(clock[9:11]):02x}"
    return f"aa{summed}{sum(summed.encode()) % 256:02x}\r\n"


def _chronotrack(number: int, chip: int, clock: str) -> str:
    return f"CT01_33~{number}~Finish~{chip}~{clock[:-1]}~0~1~0\r\n"


def _mylaps(number: int, chip: int, clock: str) -> str:
    record = f"c={chip}|ct=CX|t={clock}|d=260207|l=0|dv=4|re=0|an=1|g=0|b=0|n="
    frame, of_frame = divmod(number, A_FRAME)
    begins = "Finish@Passing@" if of_frame == 0 else ""
    ends = f"@{frame + 1}@$\r\n" if of_frame == A_FRAME - 1 or number == PASSINGS - 1 else "@"
    return f"{begins}{record}{ends}"


FORMATS: Final[Mapping[str, Callable[[int, int, str], str]]] = {
    "plain": _plain,
    "raceresult": _raceresult,
    "raceresult-file": _raceresult_file,
    "wiclax": _wiclax,
    "ipico": _ipico,
    "chronotrack": _chronotrack,
    "mylaps": _mylaps,
}


def _rows(feed: str) -> Iterator[str]:
    row = FORMATS[feed]
    for number in range(PASSINGS):
        lap, of_lap = divmod(number, 2 * SKATERS)
        skater, ankle = divmod(of_lap, 2)
        t = GUN_MS + (lap + 1) * LAP_MS + skater * APART_MS + ankle * ANKLE_MS
        yield row(number, FIRST_CHIP + of_lap, _clock(t))


def _feed(feed: str) -> list[bytes]:
    data = ("transponder;time\n" * (feed == "plain") + "".join(_rows(feed))).encode()
    return [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]


def with_json(feed: str) -> Callable[[], None]:
    """Return a function that only calls `json.loads`, on lines of bytes that are in memory already."""
    lines, size = list[bytes](), sum(map(len, _feed(feed)))
    while size > 0:
        seq = len(lines) + 1
        fields = {"seq": seq, "t": seq * 1250, "type": "crossing", "by": "timing", "bib": seq % SKATERS + 1}
        lines.append(json.dumps(fields, separators=(",", ":")).encode() + b"\n")
        size -= len(lines[-1])

    def load() -> None:
        for line in lines:
            json.loads(line)

    return load


def to_records(feed: str) -> Callable[[], None]:
    """Return a function that reads the passings."""
    from massstart_tui.stream.reading import collector_at_rest
    from massstart_tui.timing.feed_reader import FeedReader
    from massstart_tui.timing.feed_records import ChipRead, ReadRun

    chunks, reader = _feed(feed), FeedReader()

    def load() -> None:
        for chunk in chunks:
            with collector_at_rest():
                found = reader.records(chunk)
            if not isinstance(found[-1][1], ChipRead | ReadRun):
                raise SystemExit(str(found[-1]))  # a reader that refuses the passings is fast

    return load


def to_crossings(feed: str) -> Callable[[], None]:
    """Return a function that reads the passings and finds the crossings of the race that they are."""
    from massstart_tui.race.crossing_run import CrossingRun
    from massstart_tui.race.sheet import Sheet, Skater
    from massstart_tui.stream.reading import collector_at_rest
    from massstart_tui.timing.feed_clock import of_day
    from massstart_tui.timing.feed_events import FeedEvents
    from massstart_tui.timing.feed_reader import FeedReader

    chips = [(str(FIRST_CHIP + 2 * at), str(FIRST_CHIP + 2 * at + 1)) for at in range(SKATERS)]
    skaters = tuple(Skater(bib, f"Skater {bib}", transponders=worn) for bib, worn in enumerate(chips, 1))
    found = FeedEvents(Sheet("x", "X", 3000, skaters, lap_length=200), gun=of_day(_clock(GUN_MS)))
    chunks, reader = _feed(feed), FeedReader()

    def load() -> None:
        next_seq, crossings = 1, 0
        for chunk in chunks:
            with collector_at_rest():
                for result in found.in_runs(reader.records(chunk), next_seq):
                    count = len(result) if isinstance(result, CrossingRun) else 0
                    next_seq, crossings = next_seq + (count or 1), crossings + count
        if crossings != PASSINGS // 2:
            raise SystemExit(f"{crossings} crossings")  # a reader that leaves out some is fast

    return load


READERS = {"json": with_json, "records": to_records, "crossings": to_crossings}


def main(reader: str, feed: str) -> None:
    """Time one reader on one format, by the CPU time of this process: others on the machine do not count."""
    work = READERS[reader](feed)
    begun = time.process_time()
    work()
    json.dump({"seconds": time.process_time() - begun}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
