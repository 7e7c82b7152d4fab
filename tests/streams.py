"""Build small streams for tests from plain data. Nothing is checked, so that they may also be invalid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

SKATERS: tuple[tuple[int, str, str], ...] = (
    (1, "Anna Noord", "NED"),
    (2, "Berit Vik", "NOR"),
    (3, "Chiara Valle", "ITA"),
    (4, "Dana Müller", "GER"),
    (5, "Emi Sato", "JPN"),
    (6, "Fay Hill", "USA"),
)
"""Bib, name and nation of the fictitious skaters of the default start sheet."""

Fields = dict[str, object]


def make_skaters(*skaters: tuple[int, str, str]) -> list[Fields]:
    """Return the ``skaters`` of a start sheet from (bib, name, noc)."""
    return [{"bib": bib, "name": name, "noc": noc} for bib, name, noc in skaters]


def make_sheet(**race: object) -> Fields:
    """Return a start sheet of six skaters over sixteen laps, updated with ``race``; a key set to None is left out."""
    sheet: Fields = {
        "id": "test-race",
        "title": "Test race",
        "competition": "Test cup",
        "laps": 16,
        "rules": {"preset": "isu-2018"},
        "skaters": make_skaters(*SKATERS),
    }
    return {key: value for key, value in (sheet | race).items() if value is not None}


def make_line(fields: Mapping[str, object]) -> bytes:
    """Return one line of a stream."""
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def make_header(provenance: Sequence[Fields] = (), **race: object) -> bytes:
    """Return the first line of a stream with the sheet of `make_sheet`."""
    header: Fields = {"format": "massstart", "version": 1, "race": make_sheet(**race)}
    return make_line(header | {"provenance": list(provenance)} if provenance else header)


def make_stream(*events: Fields, provenance: Sequence[Fields] = (), **race: object) -> bytes:
    """Return a whole stream of ``events``; those without ``seq`` or ``t`` are numbered and get ``t`` 0."""
    lines = (make_line({"seq": seq, "t": 0} | fields) for seq, fields in enumerate(events, 1))
    return make_header(provenance, **race) + b"".join(lines)


def event(type_: str, t: int = 0, **fields: object) -> Fields:
    """Return an event of this type at ``t``, in milliseconds since the gun."""
    return {"t": t, "type": type_, **fields}


def laps_of_thirty_seconds(last: int, first: int = 1) -> list[Fields]:
    """Return the leader's laps from ``first`` to ``last``, of thirty seconds each."""
    return [event("lap", number * 30_000, lap=number) for number in range(first, last + 1)]


def race_of_sixteen(*incidents: Fields) -> list[Fields]:
    """Return a whole race of the default sheet, from the gun to the official result, with ``incidents`` at their times.

    The sprints are 2 1 3, then 5 1 2, then 3 5 6. The finish is 4 6 1 2 3 5, with 6 and 1 in the same hundredth;
    skaters who withdraw or do not start are left out of it.
    """
    whole = [
        event("start"),
        *laps_of_thirty_seconds(16),
        event("sprint", 120_500, lap=4, order=[2, 1, 3]),
        event("sprint", 240_500, lap=8, order=[5, 1, 2]),
        event("sprint", 360_500, lap=12, order=[3, 5, 6]),
        *incidents,
    ]
    gone = {bib for incident in incidents for bib in _out(incident)}
    over_the_line = ((4, 480_000), (6, 480_121), (1, 480_127), (2, 481_300), (3, 482_000), (5, 485_550))
    order = [(bib, time) for bib, time in over_the_line if bib not in gone]
    finish = event("finish", 485_600, order=[bib for bib, _ in order], times=[time for _, time in order])
    return [*sorted(whole, key=_t), finish, event("official", 600_000)]


def _t(fields: Fields) -> int:
    t = fields["t"]
    assert isinstance(t, int)
    return t


def _out(incident: Fields) -> Iterable[int]:
    bibs = incident.get("bibs", [])
    assert isinstance(bibs, list)
    return bibs if incident["type"] in ("withdraw", "dns") else ()
