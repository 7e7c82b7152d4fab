"""What the home page draws besides the programme: the next start in large digits, files, what to begin, and rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from rich.cells import cell_len

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.programme_page import own_clock
from massstart_tui.report.rules_told import distance_told, scale_of
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.commands import key_piece
from massstart_tui.tui.painting import Lines, Piece, fit, keep_ends, width_of, wrap
from massstart_tui.tui.themes import Brush, Palette
from massstart_tui.tui.widgets.lap_counter import SIZES, board
from massstart_tui.view.home_look import RecentFile
from massstart_tui.view.own_files import FileSort, OwnFile

BEGINNINGS: Final = ("new", "record", "follow", "rehearse", "other")
"""What can be begun, by the ends of the ids of the commands."""
NAME: Final = 28
NARROW_NAME: Final = 20
TITLE_FROM: Final = 12
"""The columns that a title needs to be told; with fewer the name of the file says which it is."""
HOW_FAR: Final = 17
"""The columns of how far a race was watched, which is told whole: its end is what one looks for."""
WHEN: Final = 16
KIND: Final = 14
COUNT: Final = 12
BEGUN: Final = 26
_COLON: Final = ("  ", "██", "  ", "██", "  ")
TO_COME: Final = "· · · · ·"


class HomePage:
    """Draws parts of the home page in ``width`` columns."""

    def __init__(self, palette: Palette, words: Words, width: int) -> None:
        """Draw in these colours and this language."""
        self._palette = palette
        self._words = words
        self._width = width

    def brush(self, *, chosen: bool) -> Brush:
        """Return the styles of a row."""
        return self._palette.chosen if chosen else self._palette.plain

    def next_start(self, time: datetime, own_zone: tzinfo | None, title: str) -> Lines:
        """Return the start of the next race in large digits, with its date, and the viewer's own time."""
        brush, words = self._palette.plain, self._words
        own = own_clock(time, own_zone)
        about = words("home.local", date=f"{time:%Y-%m-%d}")
        told = f"{about}   {words('home.for_you', time=own)}" if own else about
        rows: Lines = [[("  " + row, brush.strong)] for row in clock_rows(time)]
        rows[0] += [(f"    {words('programme.next')}  ", brush.ice), (plain(title), brush.strong)]
        return [*rows, [("  " + told, brush.dim)], []]

    def heading(self, code: str, about: str = "") -> list[Piece]:
        """Return a heading with words about it."""
        brush = self._palette.plain
        return [(self._words(code), brush.ice), (f"  {about}", brush.dim)]

    def remark(self, text: str) -> list[Piece]:
        """Return a line in place of rows."""
        return [("  " + text, self._palette.plain.dim)]

    def recent(self, file: RecentFile, now: datetime, zone: tzinfo | None, *, chosen: bool) -> list[Piece]:
        """Return a file that was opened, with how far it was watched, and when."""
        brush = self.brush(chosen=chosen)
        sign, style = ("●", brush.red) if file.file.recording else ("▷", brush.dim)
        width = max(NARROW_NAME, min(NAME, self._width - HOW_FAR - WHEN - 3))
        name = fit(keep_ends(plain(file.name), width), width)
        far, room = self._how_far(file), max(HOW_FAR, self._width - width - WHEN - 5)
        # How far a race is matters more than when it was opened.
        when = day_told(file.opened, now, zone, self._words) if cell_len(far) <= room else ""
        return [
            (f" {sign} ", style),
            (f"{name} ", brush.text),
            (f"{fit(far, room) if when else far} ", brush.dim),
            (when, brush.dim),
        ]

    def _how_far(self, file: RecentFile) -> str:
        """Return how far a race was watched, or is recorded by now, and that it is not official where it is not."""
        told, recorded = self._as_far(file), file.recorded
        if recorded is None or recorded.official or recorded.to_go is None:
            return told
        return self._words("home.not_official", told=told)

    def _as_far(self, file: RecentFile) -> str:
        words = self._words
        if file.file.recording:
            to_go = file.recorded.to_go if file.recorded else None
            return words("home.recording") if to_go is None else words("home.recording.to_go", count=to_go)
        if file.file.sort is not FileSort.RACE:
            return words(f"home.sort.{file.file.sort}")
        if file.seen is None:
            return words("home.not_watched")
        return words("home.watched") if file.seen.over else words("home.seen", count=file.seen.to_go)

    def programme(self, *, with_bars: bool) -> list[Piece]:
        """Return the heading of the programme, with what the signs of the bars mean if there are any."""
        brush, words = self._palette.plain, self._words
        drawn = self.heading("home.programme")
        if with_bars:
            for sign, style, code in (
                ("━", brush.track, "seen"),
                ("◆", brush.amber, "sprint"),
                ("◇", brush.dim, "ahead"),
            ):
                drawn += [(f" {sign} ", style), (f"{words(f'home.legend.{code}')}  ", brush.dim)]
        return drawn

    def own_file(self, file: OwnFile, *, chosen: bool) -> list[Piece]:
        """Return a file of the viewer's folder."""
        brush, words = self.brush(chosen=chosen), self._words
        title = self._width - NAME - KIND - COUNT - 6
        named = [(fit(keep_ends(plain(file.title), title), title) + " ", brush.text)] if title >= TITLE_FROM else []
        return [
            (" ● " if file.recording else "   ", brush.red),
            (fit(keep_ends(plain(file.path.name), NAME), NAME) + " ", brush.text),
            (fit(words(f"home.sort.{file.sort}"), KIND) + " ", brush.dim),
            *named,
            (words(f"home.entries.{file.sort}", count=file.entries), brush.dim),
        ]

    def begin(self, what: str, *, chosen: bool) -> list[Piece]:
        """Return one thing to begin, with its key."""
        brush, words = self.brush(chosen=chosen), self._words
        how = words(f"home.begin.{what}.how")
        return [
            (" ", brush.ice),
            key_piece(f"home_{what}", words, brush.ice),
            ("  ", brush.ice),
            (fit(words(f"home.begin.{what}"), BEGUN) + " ", brush.text),
            (how if self._width - BEGUN - 5 >= len(how) else words(f"home.begin.{what}.how.short"), brush.dim),
        ]

    def rules(self, sheet: Sheet, *, to_final: bool) -> Lines:
        """Return the rules of a race: laps, sprints, points, and who goes on to the final."""
        words, brush = self._words, self._palette.plain
        told = [distance_told(sheet, words), scale_of(sheet.rules_in_force())]
        if to_final and sheet.qualify:
            told.append(words("home.rules.best", count=sheet.qualify, skaters=len(sheet.skaters)))
        lines = [line for each in told if each for line in wrap(each, self._width)]
        return [self.heading("home.rules"), *([(line, brush.text)] for line in lines)]

    def final(self, places: dict[int, str], count: int) -> Lines:
        """Return the starters of a final by helmet number, two a line, those to come as dots."""
        brush = self._palette.plain
        half = max(10, self._width // 2)
        about = self._words("home.final.about")
        lines: Lines = [self.heading("home.final", about)]
        if width_of(lines[0]) > self._width:
            lines = [self.heading("home.final"), [(about, brush.dim)]]
        for bib in range(1, max(count, *places, 1) + 1, 2):
            line: list[Piece] = []
            for each in (bib, bib + 1):
                name = places.get(each)
                line.append((f"{each:>3} ", brush.ice if name else brush.dim))
                line.append((fit(plain(name) if name else TO_COME, half - 5) + " ", brush.text if name else brush.dim))
            lines.append(line)
        return lines


def clock_rows(time: datetime) -> Iterator[str]:
    """Yield the rows of a time of day in the digits of the lap counter, in the size that is five rows high."""
    digits = [board(int(digit), SIZES[2]) for digit in f"{time:%H%M}"]
    for row, colon in enumerate(_COLON):
        first, second, third, fourth = (digit[row] for digit in digits)
        yield f"{first}  {second}  {colon}  {third}  {fourth}"


def day_told(opened: datetime, now: datetime, zone: tzinfo | None, words: Words) -> str:
    """Return when a file was opened: the time today and yesterday, else the date."""
    own, today = opened.astimezone(zone), now.astimezone(zone)
    if own.date() == today.date():
        return words("home.today", time=f"{own:%H:%M}")
    if own.date() == (today - timedelta(days=1)).date():
        return words("home.yesterday", time=f"{own:%H:%M}")
    return f"{own:%Y-%m-%d}"


def folder_told(folder: Path) -> str:
    """Return the path of a folder, with ``~`` for the home of the viewer."""
    home = Path.home()
    return plain(str("~" / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder))
