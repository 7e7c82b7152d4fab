"""Parsers for the cells of a published result: rank, points, time, gap, and status such as DNF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from massstart_tui.imports.headings import heading_key
from massstart_tui.race.state import Status

STATUSES: Final[Mapping[str, Status]] = {
    **dict.fromkeys(("finished", "finish", "fin", "ok", "gefinisht"), Status.FINISHED),
    **dict.fromkeys(
        ("lap", "lapped", "lpd", "ovl", "overlapped", "dub", "gedubbeld", "gelapt", "überrundet", "ovlp"), Status.LAPPED
    ),
    **dict.fromkeys(
        (
            *("dnf", "withdrew", "withdrawn", "didnotfinish", "notfinished", "uitgevallen", "opgegeven", "nf"),
            *("nietgefinisht", "aufgegeben", "ausgeschieden", "nichtbeendet", "nfin", "wdr"),
        ),
        Status.WITHDREW,
    ),
    **dict.fromkeys(("dns", "didnotstart", "nietgestart", "nichtgestartet", "nietvertrokken"), Status.DNS),
    **dict.fromkeys(
        ("dq", "dsq", "disq", "disqualified", "gediskwalificeerd", "diskw", "disqualifiziert"), Status.DISQUALIFIED
    ),
    "eliminated": Status.ELIMINATED,
}
"""The words for the status of a skater, in the form of `heading_key`."""
DISQUALIFIED_BY: Final = re.compile(r"(?:DQ|DSQ)[ :,-]*(\S.*)", re.IGNORECASE)
"""A disqualification with its rule, as the ISU prints it: ``DQT25``."""
LAPS_BEHIND: Final = re.compile(r"[+-] ?\d{1,2} ?(?:laps?|ronden?|rondes|runden?|rnd)", re.IGNORECASE)
"""A number of laps behind the winner, which means lapped."""
NO_VALUE: Final = ("", "-", "–", "—")
AT_LEAST: Final = re.compile(r"\d+\+")
"""Points that are a minimum, because more may have been won."""
BETWEEN_RANKS: Final = re.compile(r"\d{1,3}[–-]\d{1,3}")
"""A rank that is left open by unknown places, from the best to the worst."""
NOT_KNOWN: Final = ("?", "??", "???")
"""Cells that say that a value is unknown."""
TIED: Final = re.compile(r"T(\d{1,3})", re.ASCII)
"""A shared place as American tables write it, ``T25``; the ISU prints a code of a disqualification in the same way."""
COUNT: Final = re.compile(r"=?(\d{1,12})[.=]?", re.ASCII)
SIGNED: Final = re.compile(r"([+-]?\d{1,6})", re.ASCII)
AS_A_MEDAL: Final = re.compile(r"(\d)(?:st|nd|rd) place, \w+ medalist\(s\)")
"""The text that a copy of a medal's picture from Wikipedia gives."""
CLOCKS: Final = (
    re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?", re.ASCII),
    re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)[.,](\d\d\(\d)\)", re.ASCII),
    re.compile(r"(?:(\d{1,2})\.)?(\d{1,3})\.([0-5]\d)[.,](\d{1,3})", re.ASCII),
)
"""Minutes and seconds as ``7:56.67`` or ``7:56,67``; as ``7:56.67(2)``; or as ``7.56,67`` or ``7.56.67``.

The ISU prints the thousandths in brackets where the hundredths of two skaters are the same. In the last
form, the fraction shows that the part in front of the first point is minutes.
"""
GAP: Final = re.compile(r"(\+)? ?(?:(\d{1,2})[:.])?(\d{1,3})[.,](\d{1,3}) ?s?", re.ASCII)
"""A time behind the winner: ``+0.35`` or ``+1:02,3``."""
THROUGH: Final = {"Q": "Q", "q": "q"}
"""How a skater advanced: Q by place, q by points or decision."""
BETWEEN_WORDS: Final = re.compile(r"\s*[,;/|]\s*")


def status_in(cell: str) -> tuple[Status, str | None] | None:
    """Return the status that a word stands for, and the rule of a disqualification; None if it is no such word."""
    if status := STATUSES.get(heading_key(cell)):
        return status, None
    if LAPS_BEHIND.fullmatch(cell):
        return Status.LAPPED, None
    match = DISQUALIFIED_BY.fullmatch(cell)
    return (Status.DISQUALIFIED, match[1]) if match else None


def is_nothing(cell: str) -> bool:
    """Return whether a cell is empty, a dash, or says that the value is unknown."""
    return cell in NO_VALUE or cell in NOT_KNOWN


def count_in(cell: str) -> int | None:
    """Return a rank, or a number of points or laps; None if the cell is none."""
    match = COUNT.fullmatch(cell) or AS_A_MEDAL.fullmatch(cell)
    return int(match[1]) if match else None


def clock_in(text: str) -> tuple[int, int] | None:
    """Return a race time in ms, and the unit of its last digit in ms; None if the text is none."""
    for clock in CLOCKS:
        if match := clock.fullmatch(text):
            hours, minutes, seconds, fraction = (part.replace("(", "") for part in match.groups(default=""))
            whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
            return whole * 1000 + int(f"{fraction:0<3}"), 10 ** (3 - len(fraction))
    return None


def gap_in(text: str, *, signed: bool) -> tuple[int, int] | None:
    """Return a time behind the winner in ms, and the unit of its last digit in ms; None if it is none.

    If ``signed`` is set, the plus is required.
    """
    match = GAP.fullmatch(text)
    if match is None or (signed and not match[1]):
        return None
    whole = int(match[2] or 0) * 60 + int(match[3])
    return whole * 1000 + int(f"{match[4]:0<3}"), 10 ** (3 - len(match[4]))


def words_in(cell: str) -> list[str]:
    """Return the notes in a cell, which may have several."""
    return [word for word in BETWEEN_WORDS.split(cell) if word and not is_nothing(word)]
