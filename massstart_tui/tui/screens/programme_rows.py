"""The rows of a programme: when each race is, its title, and its progress; each is drawn once for all keys."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.report.programme_page import SIGNS, HowFar, clock, how_far, own_clock
from massstart_tui.report.race_titles import title_of
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words
from massstart_tui.tui.painting import Lines, Piece, fit, keep_ends
from massstart_tui.tui.seen_bar import SEEN_BAR, seen_bar
from massstart_tui.tui.themes import Brush, Palette

if TYPE_CHECKING:
    from massstart_tui.stream.meeting_races import Programme
    from massstart_tui.stream.programme_race import ProgrammeRace

TAG_FROM: Final = 76
STATE_WIDTH: Final = 19
MOST_BESIDE_BAR: Final = 26
"""The width in cells that the titles need at most beside the bars of their races; a longer one is cut."""
LOCAL_WIDTH: Final = 7
TAG_WIDTH: Final = 7
SIGN_WIDTH: Final = 2
"""The width of a tag that is only a sign."""
SIGN_ON: Final = "●"
SIGN_NEXT: Final = "→"


class Look(NamedTuple):
    """How rows are drawn: in which colours and language, with which own times, and in how many columns."""

    palette: Palette
    language: Language
    own_zone: tzinfo | None
    width: int
    wide: bool


class ShownRaces(NamedTuple):
    """What a programme shows of its races: everything that their rows are drawn from."""

    entries: tuple[ProgrammeRace, ...]
    seen: Mapping[str, int]
    followed: Set[str]
    spoilers: bool
    on: list[int]
    following: int


def what_is_shown(programme: Programme, now: datetime) -> ShownRaces:
    """Return what a programme shows of its races at ``now``; two that are equal make the same rows."""
    on, following = programme.on_and_next(now)
    seen, followed = dict(programme.seen), frozenset(programme.followed)
    return ShownRaces(programme.entries, seen, followed, programme.spoilers, on, following)


def days_of(programme: Programme) -> list[str]:
    """Return the day of each race; a race without a time has the day of the one before."""
    days: list[str] = []
    for entry in programme.entries:
        time = programme.time_of(entry)
        days.append(time.date().isoformat() if time else days[-1] if days else "")
    return days


def lines_of_races(programme: Programme) -> list[int]:
    """Return the line of each race in the list, in which each day has a line of its own."""
    days = days_of(programme)
    return [index + 1 + new for index, new in enumerate(accumulate((a != b for a, b in pairwise(days)), initial=0))]


class ProgrammeRows:
    """The rows of a programme that shows the same of its races."""

    def __init__(self, programme: Programme, words: Words, look: Look, shown: ShownRaces) -> None:
        """Draw what is ``shown`` of the races of ``programme``."""
        self._programme = programme
        self._words = words
        self._look = look
        self._shown = shown
        self._entries = shown.entries
        self._tags = {index: words("programme.now") for index in shown.on}
        self._tags.setdefault(shown.following, words("programme.next"))

    def still_holds(self, look: Look, shown: ShownRaces) -> bool:
        """Return whether the rows would be the same if they were drawn anew."""
        return look == self._look and shown == self._shown

    def lines(self, chosen: int) -> Lines:
        """Return the lines with the race of this index chosen, if there is one; the others are always the same."""
        lines = [*self._lines]
        if chosen < len(self._entries):
            lines[self._line_of[chosen]] = self._row(chosen, self._look.palette.chosen)
        return lines

    @cached_property
    def _line_of(self) -> list[int]:
        return lines_of_races(self._programme)

    @cached_property
    def _lines(self) -> Lines:
        brush, words, days = self._look.palette.plain, self._words, days_of(self._programme)
        head = (
            f"{' ' * self._columns[0]}{fit(words('programme.local'), LOCAL_WIDTH)}"
            f"{fit(words('programme.own'), self._own_width)}"
        )
        lines: Lines = []
        for index, day in enumerate(days):
            if not index or day != days[index - 1]:
                lines.append([(head, brush.dim), (day, brush.ice)])
            lines.append(self._row(index, brush))
        return lines

    @cached_property
    def _columns(self) -> tuple[int, int]:
        """Return the columns of the tags, and of the titles with the bars; a tag is a sign where words leave no bar."""
        width, times = self._look.width, LOCAL_WIDTH + self._own_width
        spelt = TAG_WIDTH, max(8, width - TAG_WIDTH - times - (STATE_WIDTH - 1))
        signs = SIGN_WIDTH, max(8, width - SIGN_WIDTH - times - self._widest_state)
        if self._look.wide:
            return spelt
        roomy = width >= TAG_FROM - 4 and (self._has_bars(spelt[1]) or not self._has_bars(signs[1]))
        return spelt if roomy else signs

    def _has_bars(self, width: int) -> bool:
        """Return whether bars go beside the titles in this many columns.

        A title is read before a bar, which only shows what the words behind it say as well.
        """
        return width - SEEN_BAR - 2 >= min(MOST_BESIDE_BAR, self._widest_title)

    @cached_property
    def _far(self) -> list[HowFar]:
        return [how_far(self._programme, entry, self._words) for entry in self._entries]

    @cached_property
    def _widest_state(self) -> int:
        """Return the width in columns of the widest progress of a race, with its sign and the space before it."""
        return min(STATE_WIDTH, max((cell_len(far.text) for far in self._far), default=0) + 3)

    @cached_property
    def _own_clocks(self) -> list[str]:
        return [own_clock(self._programme.time_of(entry), self._look.own_zone) for entry in self._entries]

    @cached_property
    def _own_width(self) -> int:
        """Return the columns of the viewer's own times, with two blank ones."""
        return 2 + max(map(cell_len, (self._words("programme.own"), *self._own_clocks)))

    @cached_property
    def _titles(self) -> list[str]:
        return [plain(title_of(entry, self._words.language)) for entry in self._entries]

    @cached_property
    def _widest_title(self) -> int:
        return max(map(cell_len, self._titles))

    def _row(self, index: int, brush: Brush) -> list[Piece]:
        entry, tag, far = self._entries[index], self._tags.get(index, ""), self._far[index]
        tag_width, title_width = self._columns
        now = tag == self._words("programme.now")
        sign = tag if tag_width == TAG_WIDTH else (SIGN_ON if now else SIGN_NEXT) if tag else ""
        colour = {"live": brush.amber, "official": brush.green, "finished": brush.green, "broken": brush.red}
        bar: list[Piece] = []
        if self._has_bars(title_width):
            title_width -= SEEN_BAR + 1
            bar = [*self._bar(entry, brush), (" ", brush.text)]
        title = keep_ends(self._titles[index], title_width - 1)
        return [
            (fit(sign, tag_width), brush.amber_strong if now else brush.ice),
            (fit(clock(self._programme.time_of(entry)), LOCAL_WIDTH), brush.strong),
            (fit(self._own_clocks[index], self._own_width), brush.dim),
            (fit(title, title_width - 1) + " ", brush.text),
            *bar,
            (f"{SIGNS[far.code]} ", colour.get(far.code, brush.dim)),
            (fit(far.text, min(STATE_WIDTH - 2, cell_len(far.text))), colour.get(far.code, brush.dim)),
        ]

    def _bar(self, entry: ProgrammeRace, brush: Brush) -> list[Piece]:
        if entry.sheet is None:
            return [(" " * SEEN_BAR, brush.text)]
        state = self._programme.known(entry)
        return seen_bar(entry.sheet, state.lap if state else 0, brush)
