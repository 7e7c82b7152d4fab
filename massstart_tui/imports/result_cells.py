"""What stands in the fields of a published result: ranks, points, times, gaps, and what has become of a skater."""

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
"""How a table says what has become of a skater, as `heading_key` has it."""
DISQUALIFIED_BY: Final = re.compile(r"(?:DQ|DSQ)[ :,-]*(\S.*)", re.IGNORECASE)
"""A disqualification with its rule, as the ISU prints it: ``DQT25``."""
LAPS_BEHIND: Final = re.compile(r"[+-] ?\d{1,2} ?(?:laps?|ronden?|rondes|runden?|rnd)", re.IGNORECASE)
NO_VALUE: Final = ("", "-", "–", "—")
AT_LEAST: Final = re.compile(r"\d+\+")
"""Points that are known, of more that may have been won."""
BETWEEN_RANKS: Final = re.compile(r"\d{1,3}[–-]\d{1,3}")
"""A rank that unknown places leave open, from the best to the worst."""
NOT_KNOWN: Final = ("?", "??", "???")
"""How a table says that it does not know."""
COUNT: Final = re.compile(r"=?(\d{1,12})[.=]?", re.ASCII)
SIGNED: Final = re.compile(r"([+-]?\d{1,6})", re.ASCII)
AS_A_MEDAL: Final = re.compile(r"(\d)(?:st|nd|rd) place, \w+ medalist\(s\)")
"""How the picture of a medal is copied out of Wikipedia."""
CLOCKS: Final = (
    re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?", re.ASCII),
    re.compile(r"(?:(\d{1,2})\.)?(\d{1,3})\.([0-5]\d)[.,](\d{1,3})", re.ASCII),
)
"""7:56.67 and 7:56,67; 7.56,67 and 7.56.67, where the fraction tells the minutes from the seconds."""
GAP: Final = re.compile(r"(\+)? ?(?:(\d{1,2})[:.])?(\d{1,3})[.,](\d{1,3}) ?s?", re.ASCII)
"""+0.35 and +1:02,3 behind the winner."""
THROUGH: Final = {"Q": "Q", "q": "q"}
BETWEEN_WORDS: Final = re.compile(r"\s*[,;/|]\s*")


def status_in(cell: str) -> tuple[Status, str | None] | None:
    """What a word says has become of a skater, with the rule of a disqualification; None where it is no such word."""
    if status := STATUSES.get(heading_key(cell)):
        return status, None
    if LAPS_BEHIND.fullmatch(cell):
        return Status.LAPPED, None
    match = DISQUALIFIED_BY.fullmatch(cell)
    return (Status.DISQUALIFIED, match[1]) if match else None


def is_nothing(cell: str) -> bool:
    """Whether a field says nothing, or that what should stand there is not known."""
    return cell in NO_VALUE or cell in NOT_KNOWN


def count_in(cell: str) -> int | None:
    """A rank, a number of points or of laps; None where it is none."""
    match = COUNT.fullmatch(cell) or AS_A_MEDAL.fullmatch(cell)
    return int(match[1]) if match else None


def clock_in(text: str) -> tuple[int, int] | None:
    """A race time in ms, and how many ms its last digit stands for; None where it is none."""
    for clock in CLOCKS:
        if match := clock.fullmatch(text):
            hours, minutes, seconds, fraction = match.groups(default="")
            whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
            return whole * 1000 + int(f"{fraction:0<3}"), 10 ** (3 - len(fraction))
    return None


def gap_in(text: str, *, signed: bool) -> tuple[int, int] | None:
    """A time behind the winner in ms, and how many its last digit stands for; with its sign where it is ``signed``."""
    match = GAP.fullmatch(text)
    if match is None or (signed and not match[1]):
        return None
    whole = int(match[2] or 0) * 60 + int(match[3])
    return whole * 1000 + int(f"{match[4]:0<3}"), 10 ** (3 - len(match[4]))


def words_in(cell: str) -> list[str]:
    """The notes in a field, of which there may be several."""
    return [word for word in BETWEEN_WORDS.split(cell) if word and not is_nothing(word)]
