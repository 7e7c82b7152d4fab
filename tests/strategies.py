"""Hypothesis strategies: start sheets, valid streams with corrections, and arbitrary lines.

All values are plain data as in a file; `lines_of` makes the file from them.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from massstart_tui.race.rules import PRESETS, RulesTable, rules_in_force
from tests.streams import make_line

Fields = dict[str, Any]

LONGEST_T = 10**12
MASS_START = tuple(preset for preset in PRESETS if preset.startswith("isu-"))
"""The presets of a mass start, in which a lapped skater leaves the race or loses all points."""
texts = st.text(max_size=12)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
"""Any value that JSON can represent."""
unheard_of = st.dictionaries(st.sampled_from(["heart_rate", "camera", "speed_kmh", "été"]), json_values, max_size=2)
"""Fields that no version knows."""


@st.composite
def rules_tables(draw: st.DrawFn, laps: int, presets: tuple[str, ...]) -> Fields:
    """Generate the rules of a start sheet: one of ``presets``, with or without keys of its own."""
    table: Fields = {"preset": draw(st.sampled_from(presets))}
    if laps > 1 and draw(st.booleans()):
        at = draw(st.lists(st.integers(1, laps - 1), min_size=1, max_size=3, unique=True))
        points = st.lists(st.integers(0, 5), min_size=1, max_size=3)
        table["sprints"] = [{"lap": lap, "points": draw(points)} for lap in at]
    if draw(st.booleans()):
        table["finish"] = draw(st.lists(st.integers(0, 60), max_size=6))
    for key, values in (("lapped", ("out", "finishes")), ("neutral", (True, False))):
        if draw(st.booleans()):
            table[key] = draw(st.sampled_from(values))
    return table


@st.composite
def sheets(draw: st.DrawFn, skaters: int = 6, laps: int = 16, presets: tuple[str, ...] = tuple(PRESETS)) -> Fields:
    """Generate a start sheet of two to ``skaters`` skaters, over one to ``laps`` laps."""
    bibs = draw(st.lists(st.integers(1, 999), min_size=2, max_size=skaters, unique=True))
    distance = draw(st.integers(1, laps))
    sheet: Fields = {
        "id": "made-up",
        "title": "Made up",
        "laps": distance,
        "rules": draw(rules_tables(distance, presets)),
        "skaters": [{"bib": bib, "name": f"Skater {bib}"} for bib in bibs],
    }
    if draw(st.booleans()):
        sheet["qualify"] = draw(st.integers(1, 4))
    return sheet


def sprint_laps_of(sheet: Fields) -> tuple[int, ...]:
    """Return the laps that end in a sprint in a race with this start sheet."""
    rules = sheet["rules"]
    if (listed := rules.get("sprints")) is not None:
        return tuple(sprint["lap"] for sprint in listed)
    return rules_in_force(RulesTable(rules["preset"]), sheet["laps"]).sprint_laps()


def bibs_of_sheet(sheet: Fields) -> list[int]:
    """Return the bibs of a start sheet, in its order."""
    return [skater["bib"] for skater in sheet["skaters"]]


def some(bibs: list[int]) -> st.SearchStrategy[list[int]]:
    """Generate one or more of ``bibs``, without repetition."""
    return st.lists(st.sampled_from(bibs), min_size=1, max_size=len(bibs), unique=True)


@st.composite
def orders(draw: st.DrawFn, bibs: list[int]) -> list[Any]:
    """Generate an order over a line, with dead heats and with places whose skater nobody published."""
    order: list[Any] = []
    left = draw(some(bibs))
    while left:
        together = draw(st.integers(1, min(3, len(left))))
        heat, left = left[:together], left[together:]
        order.append(heat if together > 1 else heat[0])
        if draw(st.integers(0, 5)) == 5:
            order.append(None)
    return order


@st.composite
def finishes(draw: st.DrawFn, bibs: list[int]) -> Fields:
    """Generate a finish, with or without times."""
    order = draw(orders(bibs))
    times = st.none() | st.integers(0, 10**6)
    body: Fields = {"type": "finish", "order": order}
    return body | ({"times": [draw(times) for _ in order]} if draw(st.booleans()) else {})


@st.composite
def groupings(draw: st.DrawFn, bibs: list[int]) -> Fields:
    """Generate groups of skaters, with or without gaps."""
    named = draw(some(bibs))
    cut = draw(st.integers(0, len(named)))
    groups = [group for group in (named[:cut], named[cut:]) if group]
    gaps = {"gaps": [draw(st.none() | st.integers(0, 60_000)) for _ in groups]} if draw(st.booleans()) else {}
    return {"type": "groups", "groups": groups, **gaps}


def _about(kind: str, bibs: list[int], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Fields]:
    required = {"type": st.just(kind), "bibs": some(bibs)}
    return st.fixed_dictionaries(required, optional=optional)


def _behind_the_last(relegation: Fields) -> Fields:
    """Return a relegation of several skaters behind the last of them."""
    *bibs, last = relegation["bibs"]
    return relegation | {"bibs": bibs, "behind": last} if bibs else relegation


def bodies(sheet: Fields, sprint_laps: tuple[int, ...]) -> st.SearchStrategy[Fields]:
    """Generate an event that changes a race with this sheet, valid, and without ``seq`` and ``t``."""
    bibs = bibs_of_sheet(sheet)
    bib, laps, reason = st.sampled_from(bibs), st.integers(0, 20), st.none() | texts
    kind = st.just
    crossing = st.fixed_dictionaries({"type": kind("crossing"), "bib": bib})
    lap = st.fixed_dictionaries({"type": kind("lap"), "lap": st.integers(1, 20)}, optional={"bib": bib})
    lead = st.fixed_dictionaries({"type": kind("lap")}, optional={"bib": bib})
    plain = st.sampled_from(["start", "neutral_end", "official"]).map(lambda name: {"type": name})
    paused = st.fixed_dictionaries({"type": st.sampled_from(["stop", "restart"])}, optional={"reason": reason})
    resumed = st.fixed_dictionaries(
        {"type": kind("resume")}, optional={"to_go": st.none() | st.integers(1, 20), "reason": reason}
    )
    distance = st.fixed_dictionaries(
        {"type": kind("distance"), "laps": st.integers(1, 20)}, optional={"reason": reason}
    )
    colours = st.sampled_from(["warning", "yellow", "red"])
    card = st.fixed_dictionaries({"type": kind("card"), "bib": bib, "colour": colours}, optional={"rule": reason})
    note = st.fixed_dictionaries({"type": kind("note"), "text": texts}, optional={"bibs": some(bibs)})
    sums: st.SearchStrategy[list[tuple[int, int]]] = st.lists(
        st.tuples(bib, st.integers(0, 20)), min_size=1, max_size=3, unique_by=lambda pair: pair[0]
    )
    points: st.SearchStrategy[Fields] = st.fixed_dictionaries(
        {"type": kind("points"), "points": sums.map(lambda pairs: [list(pair) for pair in pairs])},
        optional={"reason": reason},
    )
    strategies: list[st.SearchStrategy[Fields]] = [
        *(
            points,
            crossing,
            crossing,
            crossing,
            crossing,
            lap,
            lap,
            lead,
            finishes(bibs),
            groupings(bibs),
            plain,
            paused,
            resumed,
            distance,
        ),
        *(card, note, _about("disqualify", bibs, rule=reason), _about("advance", bibs, reason=reason)),
        *(_about(name, bibs) for name in ("attack", "caught", "rejoin", "dns", "lap_gained")),
        _about("fall", bibs, reason=reason),
        _about("review", bibs, reason=reason, lifted=st.none() | st.booleans()),
        _about("relegate", bibs, rule=reason).map(_behind_the_last),
        *(_about(name, bibs, laps=laps) for name in ("lapped", "eliminated")),
        _about("withdraw", bibs, laps=laps, reason=reason),
    ]
    if sprint_laps:
        of_sprint = {"type": kind("sprint"), "lap": st.sampled_from(sprint_laps), "order": orders(bibs)}
        strategies.append(st.fixed_dictionaries(of_sprint))
    return st.one_of(strategies)


unknown = st.fixed_dictionaries({"type": st.sampled_from(["drone", "heart", "start "])}).flatmap(
    lambda body: unheard_of.map(lambda extra: {**extra, **body})
)
"""An event of a type that this version does not know, without ``seq`` and ``t``."""


@st.composite
def corrections(draw: st.DrawFn, before: int, body: st.SearchStrategy[Fields]) -> Fields:
    """Generate a clock, retract or amend event for one of the ``before`` earlier events.

    An event may be amended to any other, including a correction.
    """
    kind = draw(st.sampled_from(["retract", "retract", "amend", "amend", "clock"]))
    if kind == "clock" or not before:
        return {"type": "clock", "shift": draw(st.integers(-20_000, 20_000))}
    target = draw(st.integers(1, before))
    if kind == "retract":
        return {"type": "retract", "target": target}
    instead = draw(st.one_of(body, body, unknown, corrections(target - 1, body)))
    return {"type": "amend", "target": target, "event": {**instead, "t": draw(st.integers(-5000, 60_000))}}


@st.composite
def streams(draw: st.DrawFn, sheet: Fields, events: int = 24, *, corrected: bool = True) -> list[Fields]:
    """Generate the events of a stream for ``sheet``, mostly in order of time but some late.

    Corrections are among them if ``corrected`` is true.
    """
    body = bodies(sheet, sprint_laps_of(sheet))
    stream: list[Fields] = []
    clock = 0
    for seq in range(1, draw(st.integers(0, events)) + 1):
        sort = draw(st.integers(0, 11))
        clock += draw(st.integers(0, 3000))
        late = draw(st.integers(0, 20_000)) if corrected and sort in (1, 2) else 0
        if corrected and sort in (3, 4, 5):
            event = draw(corrections(seq - 1, body))
        else:
            event = draw(unknown if sort == 6 else body)
        stream.append({"seq": seq, **event, "t": clock - late})
    return stream


@st.composite
def timed_races(draw: st.DrawFn, *, skaters: int = 5, laps: int = 8) -> tuple[Fields, list[tuple[int, int]]]:
    """Generate a race as a timing system sees it: the sheet, and (t, bib) of each crossing in order of time.

    All skaters skate at an even pace of their own until the distance is completed or, for some, until they stop.
    """
    sheet = draw(sheets(skaters, laps, MASS_START))
    crossings: list[tuple[int, int]] = []
    for bib in bibs_of_sheet(sheet):
        t = 0
        for _ in range(draw(st.integers(0, sheet["laps"])) if draw(st.integers(0, 3)) == 3 else sheet["laps"]):
            t += draw(st.integers(8, 24)) * 1000
            crossings.append((t, bib))
    return sheet, sorted(crossings)


def header_of(sheet: Fields) -> bytes:
    """Return the first line of a stream."""
    return make_line({"format": "massstart", "version": 1, "race": sheet})


def lines_of(sheet: Fields, events: list[Fields]) -> bytes:
    """Return a stream as the bytes of its file."""
    return header_of(sheet) + b"".join(make_line(event) for event in events)


raw_lines = st.one_of(
    st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")),
    json_values.map(lambda value: make_line(value).rstrip(b"\n")),
    st.sampled_from([b"", b" ", b"\r", b"{", b"null", b"[]", b'{"seq":1}', b'{"type":"start"}', b"\xef\xbb\xbf{}"]),
)
"""An arbitrary line without its newline."""
