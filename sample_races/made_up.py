"""Fictitious races, one of each format of which no published race is available; their riders are named after letters.

Their titles and their provenance say that they are made up. All riders keep an even pace: the races show what the rules
of a format make of a race, and not how a real one goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from massstart_tui.race.rules import RulesTable
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.stream.codec import Header, decode_event, encode_event, encode_header
from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance_entry import Provenance
from sample_races.dutch import COMPETITIONS, TITLES, texts_in_dutch
from sample_races.streams import CREATED, in_both_languages

LAP_MS: Final = 15_600
LAP_LENGTH: Final = 250
APART_MS: Final = 140
"""Milliseconds by which each rider finishes behind the one ahead."""
LETTERS: Final = (
    *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"),
    *("India", "Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa"),
)
"""The names of the riders, from the spelling alphabet."""
PROVENANCE: Final = Provenance(
    about="the whole race",
    kind=Certainty.RECONSTRUCTED,
    source="made up, to show the format: no such race was held, and no such riders are known",
)

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """A fictitious race over ``laps`` laps, with its events by how many laps the leader had completed.

    A half lap is between two laps. ``finish`` is the order over the line, of all riders in one bunch.
    """

    id: str
    title: str
    preset: str
    riders: int
    laps: int
    happened: Mapping[float, tuple[Fields, ...]]
    finish: tuple[int, ...]


def made_up_stream(race: MadeUp) -> bytes:
    """Return the stream of this race: its header and its events, one on each line."""
    riders = tuple(Skater(bib, f"Rider {letter}") for bib, letter in enumerate(LETTERS[: race.riders], 1))
    sheet = Sheet(
        id=race.id,
        title=race.title,
        laps=race.laps,
        lap_length=LAP_LENGTH,
        rules=RulesTable(preset=race.preset),
        skaters=riders,
    )
    return stream_of(sheet, PROVENANCE, tuple(_events(race)))


def stream_of(sheet: Sheet, provenance: Provenance, events: Sequence[Fields]) -> bytes:
    """Return a stream with these ``events``, in order of time, and a header that says the race is made up."""
    race = replace(
        sheet,
        competition="Made up",
        title_nl=TITLES[sheet.title],
        competition_nl=COMPETITIONS["Made up"],
        texts_nl=texts_in_dutch(sheet.skaters, events),
    )
    header = Header(race=race, created=CREATED, provenance=(in_both_languages(provenance),))
    lines = (json.dumps({"seq": seq, **fields}) for seq, fields in enumerate(events, 1))
    return encode_header(header) + b"".join(encode_event(decode_event(line.encode())) for line in lines)


def _events(race: MadeUp) -> Iterable[Fields]:
    yield {"t": 0, "type": "start"}
    moments = sorted({*race.happened, *map(float, range(1, race.laps + 1))})
    for moment in moments:
        t = round(moment * LAP_MS)
        if moment.is_integer():
            yield {"t": t, "type": "lap", "lap": int(moment)}
        yield from ({"t": t, **fields} for fields in race.happened.get(moment, ()))
    over = race.laps * LAP_MS
    times = [over + index * APART_MS for index in range(len(race.finish))]
    yield {"t": times[-1], "type": "finish", "order": list(race.finish), "times": times}
    yield {"t": times[-1] + 60_000, "type": "official"}


def _of_sprints(every: int, *orders: tuple[int, ...]) -> dict[float, tuple[Fields, ...]]:
    """Return a sprint after every ``every`` laps, with these orders."""
    laps = range(every, every * len(orders) + 1, every)
    return {
        float(lap): ({"type": "sprint", "lap": lap, "order": list(order)},)
        for lap, order in zip(laps, orders, strict=True)
    }


def _a_sprint_each_lap(first: int, winners: tuple[int, ...]) -> dict[float, tuple[Fields, ...]]:
    """Return a sprint at each lap from ``first`` on, with these winners."""
    return {float(lap): ({"type": "sprint", "lap": lap, "order": [bib]},) for lap, bib in enumerate(winners, first)}


def about(kind: str, *bibs: int, **fields: Any) -> tuple[Fields, ...]:
    """Return one event of this kind about these skaters."""
    return ({"type": kind, "bibs": list(bibs), **fields},)


POINTS_RACE: Final = MadeUp(
    id="made-up-points-race",
    title="Made-up points race",
    preset="track-points",
    riders=16,
    laps=120,
    happened={
        **_of_sprints(
            10,
            (7, 3, 12, 1),
            (3, 7, 5, 14),
            (9, 4, 7, 3),
            (9, 4, 11, 2),
            (5, 12, 3, 7),
            (1, 7, 16, 5),
            (12, 3, 9, 8),
            (7, 5, 1, 4),
            (11, 2, 6, 13),
            (11, 2, 3, 7),
            (3, 7, 9, 12),
        ),
        26.5: about("attack", 9, 4),
        46.5: about("lap_gained", 9, 4),
        63.5: about("fall", 15),
        64.5: about("withdraw", 15, reason="fell"),
        81.5: about("attack", 11, 2),
        88.5: about("lapped", 10),
        104.5: about("lap_gained", 11, 2),
        112.5: about("attack", 8),
        116.5: about("caught", 8),
    },
    finish=(7, 3, 9, 12, 5, 11, 1, 4, 2, 14, 16, 6, 13, 8, 10),
)

TEMPO: Final = MadeUp(
    id="made-up-tempo-race",
    title="Made-up tempo race",
    preset="tempo",
    riders=12,
    laps=40,
    happened={
        **_a_sprint_each_lap(5, (7, 3, 7, 12)),
        8.5: about("attack", 4, 9),
        **_a_sprint_each_lap(9, (4, 9, 4, 4, 9)),
        13.5: about("lap_gained", 4, 9),
        **_a_sprint_each_lap(14, (3, 7, 12, 7, 1, 3, 5)),
        20.5: about("attack", 11),
        **_a_sprint_each_lap(21, (11, 11, 11, 11, 11)),
        25.5: about("caught", 11),
        **_a_sprint_each_lap(26, (7, 3, 9, 7, 12, 5)),
        28.5: about("lapped", 10),
        31.5: about("attack", 2, 1),
        **_a_sprint_each_lap(32, (2, 1, 2, 2)),
        35.5: about("lap_gained", 2, 1),
        **_a_sprint_each_lap(36, (7, 4, 3, 9)),
    },
    finish=(7, 9, 3, 4, 12, 2, 1, 5, 11, 6, 8, 10),
)

SCRATCH: Final = MadeUp(
    id="made-up-scratch-race",
    title="Made-up scratch race",
    preset="scratch",
    riders=12,
    laps=40,
    happened={
        12.5: about("attack", 4, 9, 6),
        14.5: about("caught", 6),
        23.5: about("lap_gained", 4, 9),
        27.5: about("lapped", 11, laps=26),
        31.5: about("fall", 2, 8),
        32.5: about("rejoin", 8),
        33.5: about("withdraw", 2, reason="fell"),
    },
    finish=(5, 1, 9, 12, 3, 4, 7, 6, 10, 8),
)

ELIMINATION: Final = MadeUp(
    id="made-up-elimination-race",
    title="Made-up elimination race",
    preset="elimination",
    riders=10,
    laps=18,
    happened={
        2.0: about("eliminated", 8),
        4.0: about("eliminated", 3),
        6.0: about("eliminated", 10),
        7.5: about("withdraw", 5, reason="puncture"),
        10.0: about("eliminated", 1),
        12.0: about("eliminated", 6),
        14.0: about("eliminated", 9),
        16.0: about("eliminated", 2),
    },
    finish=(7, 4),
)

ALL: Final = (POINTS_RACE, TEMPO, SCRATCH, ELIMINATION)
