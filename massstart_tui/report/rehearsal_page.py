"""The result of a rehearsal as a page: how much was right, how late, and every entry in race order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.race_titles import title_of
from massstart_tui.report.rehearsal import NEAR_MS, SAME_MS, Comparison, Fact
from massstart_tui.report.table_page import Column, TablePage
from massstart_tui.text.prose import gap_told, ordinal, time_told
from massstart_tui.text.words import Words

_COLUMNS: Final = ("time", "happened", "verdict", "late", "entered")
_ALL_COLUMNS: Final = ("time", "happened", "verdict", "typed", "late", "bar", "entered")
_LAP_COLUMNS: Final = ("lap", "time", "typed", "late", "bar")
_NUMBERS: Final = ("time", "typed", "late", "lap")
BAR_MS: Final = 500
"""The delay for which a bar has one cell."""
MOST_BARS: Final = 20
"""The longest bar, in cells; a longer one ends with a sign."""
MINUTE_MS: Final = 60_000
MOST_MINUTES: Final = 5
LATE_MS: Final = 5_000
"""An entry that is later than this is named as the latest."""


class _Row(NamedTuple):
    """One row of the table, about what happened at ``t`` (ms), with its cells by column."""

    t: int
    cells: Mapping[str, str]


def comparison_page(
    comparison: Comparison, sheet: Sheet, words: Words, names: Mapping[int, str], *, whole: bool = False
) -> TablePage:
    """Return the comparison as a page; skaters are told by ``names``.

    The ``whole`` table has columns for when each entry was typed, and a bar for its delay.
    """
    telling = Telling(words, sheet.rules_in_force(), names, sheet.texts_nl)
    rows = sorted(_rows(comparison, telling, words), key=lambda row: row.t)
    return TablePage(
        language=str(words.language),
        title=words("rehearsal.title", title=title_of(sheet, words.language) or sheet.id),
        lines=tuple(_summary(comparison, words)),
        columns=_columns(_ALL_COLUMNS if whole else _COLUMNS, rows, words) if rows else (),
        notes=(words("rehearsal.how", same=SAME_MS // 1000, near=NEAR_MS // 1000),),
    )


def laps_table(comparison: Comparison, words: Words) -> tuple[Column, ...]:
    """Return a table of the leader's laps: when each was completed, when it was entered, and how late.

    It is empty if nobody was asked for laps.
    """
    laps, rows = comparison.laps, []
    for lap in sorted({*laps.late, *laps.missed}):
        t, late = laps.there[lap], laps.late.get(lap)
        cells = {"lap": str(lap), "time": _clock(comparison, t, words)}
        cells |= {"typed": words("rehearsal.missed")} if late is None else _lateness(comparison, t, late, words)
        rows.append(_Row(t, cells))
    return _columns(_LAP_COLUMNS, rows, words) if rows else ()


def _columns(names: Sequence[str], rows: Sequence[_Row], words: Words) -> tuple[Column, ...]:
    return tuple(
        Column(
            words(f"rehearsal.column.{name}"), tuple(row.cells.get(name, "") for row in rows), right=name in _NUMBERS
        )
        for name in names
    )


def _clock(comparison: Comparison, t: int, words: Words) -> str:
    return time_told(comparison.clock_at(t), words.language)


def _lateness(comparison: Comparison, t: int, late: int, words: Words) -> dict[str, str]:
    """Return when something of ``t`` was typed, and how late that was, in seconds and as a bar; ``late`` is in ms."""
    cells = max(0, round(late / BAR_MS))
    bar = "█" * min(cells, MOST_BARS) + ("…" if cells > MOST_BARS else "")
    return {"typed": _clock(comparison, t + late, words), "late": gap_told(late, words.language), "bar": bar}


def _summary(comparison: Comparison, words: Words) -> Iterator[str]:
    """Yield the totals, and the median and worst delay."""
    right, wrong = len(comparison.right), len(comparison.wrong)
    missed, extra = len(comparison.missed), len(comparison.extra)
    yield words("rehearsal.entered", right=right, wanted=comparison.wanted, wrong=wrong, missed=missed, extra=extra)
    yield from _how_late("rehearsal.late", comparison.late, words)
    if comparison.timed:
        yield words("rehearsal.laps_timed")
        return
    laps = comparison.laps
    entered = len(laps.late)
    yield words("rehearsal.laps", entered=entered, wanted=entered + len(laps.missed), extra=len(laps.extra))
    yield from _how_late("rehearsal.laps_late", tuple(laps.late.values()), words)
    if laps.missed:
        yield words("rehearsal.laps_missed", laps=", ".join(map(str, laps.missed)))


def look_again(comparison: Comparison, telling: Telling, words: Words) -> tuple[str, ...]:
    """Return where most went wrong: the worst minutes by the race clock, and the entry that came latest."""
    minutes: dict[int, Counter[str]] = defaultdict(Counter)
    found = {
        "missed": comparison.missed,
        "wrong": [pair.wanted for pair in comparison.wrong],
        "extra": comparison.extra,
    }
    for verdict, facts in found.items():
        for fact in facts:
            minutes[comparison.clock_at(fact.t) // MINUTE_MS][verdict] += 1
    worst = sorted(minutes, key=lambda minute: (-minutes[minute].total(), minute))[:MOST_MINUTES]
    told = [_minute_told(minute, minutes[minute], words) for minute in worst]
    pairs = (*comparison.right, *comparison.wrong)
    latest = max(pairs, key=lambda pair: pair.late, default=None)
    if latest is not None and latest.late >= LATE_MS:
        time, late = comparison.clock_at(latest.wanted.t), gap_told(latest.late, words.language)
        what = _told(latest.wanted, telling, words)
        told.append(words("rehearsal.again.latest", time=time_told(time, words.language), what=what, late=late))
    return tuple(told) or (words("rehearsal.again.nothing"),)


def _minute_told(minute: int, verdicts: Counter[str], words: Words) -> str:
    counts = [
        words("rehearsal.again.count", count=count, verdict=words(f"rehearsal.{verdict}"))
        for verdict, count in verdicts.items()
    ]
    start, end = (time_told(at * MINUTE_MS, words.language)[:-2] for at in (minute, minute + 1))
    return words("rehearsal.again.minute", start=start, end=end, told=", ".join(counts))


def _how_late(code: str, late: Sequence[int], words: Words) -> Iterator[str]:
    """Yield the median and the worst delay, if there is any."""
    if late:
        yield words(code, median=gap_told(int(median(late)), words.language), worst=gap_told(max(late), words.language))


def _rows(comparison: Comparison, telling: Telling, words: Words) -> Iterator[_Row]:
    """Yield a row for each pair and each missed or extra fact."""

    def row(fact: Fact, verdict: str, **rest: str) -> _Row:
        what = {"happened": _told(fact, telling, words), "verdict": words(f"rehearsal.{verdict}")}
        return _Row(fact.t, {"time": _clock(comparison, fact.t, words), **what, **rest})

    for verdict, pairs in (("right", comparison.right), ("wrong", comparison.wrong)):
        for pair in pairs:
            entered = {} if verdict == "right" else {"entered": _entered_as(pair.typed, telling, words)}
            yield row(pair.wanted, verdict, **_lateness(comparison, pair.wanted.t, pair.late, words), **entered)
    for fact in comparison.missed:
        yield row(fact, "missed")
    for fact in comparison.extra:
        yield row(fact, "extra", typed=_clock(comparison, fact.t, words))


def _told(fact: Fact, telling: Telling, words: Words) -> str:
    text = telling.whole(fact.event)
    if fact.place is None:
        return text
    return words("rehearsal.place", what=text, place=ordinal(fact.place, words.language))


def _entered_as(typed: Fact, telling: Telling, words: Words) -> str:
    return telling.body(typed.event) if typed.place is None else ordinal(typed.place, words.language)
