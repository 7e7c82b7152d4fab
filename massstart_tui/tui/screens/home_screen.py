"""The home page: the programme with how far each race was watched, files that are at hand, and what to begin."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.message import Message

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.meeting import Meeting
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.meeting_file import MeetingFile
from massstart_tui.stream.meeting_races import Programme
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of
from massstart_tui.tui.painting import Lines, Piece
from massstart_tui.tui.screens.chosen_race import ChosenRace
from massstart_tui.tui.screens.home_page import BEGINNINGS, HomePage, folder_told
from massstart_tui.tui.screens.programme_rows import lines_of_races
from massstart_tui.tui.screens.programme_screen import WIDE_FROM, ProgrammeScreen
from massstart_tui.view.home_look import HomeLook, look_around, programme_of
from massstart_tui.view.own_files import FileSort, OwnFile

if TYPE_CHECKING:
    from massstart_tui.stream.programme_race import ProgrammeRace
    from massstart_tui.tui.watching import Watching

TALL_FROM: Final = 30
LIST: Final = 86
MOST_OWN: Final = 8
"""The number of own files that are listed where the chosen race stands below them; beside it, as many as fit."""
FEWEST_OWN: Final = 3
"""The own files that are listed however little room there is; the line that asks for a file names all of them."""
AROUND_PAGE: Final = 4
"""The rows of the title, the keys, and the blank lines around the lists."""
PANEL_FROM: Final = 14
"""The rows below the lists in which the chosen race is told: its title, its start list and more than a heading."""
RECENT: Final = 12
"""The number of remembered files that are looked for; some may be gone."""
WAITED_FOR: Final = 0.1
"""Seconds that the first picture waits for the files; one of a disk is looked at in a hundredth."""
COMMANDS: Final = {
    "new": ("new", "-o"),
    "record": ("enter",),
    "follow": ("follow",),
    "rehearse": ("enter", "--rehearse"),
}
"""The command that is run for what is begun, without the file."""


class HomeRow(NamedTuple):
    """A line that can be chosen: its section, its ``place`` there, and the line that it is drawn in."""

    section: str
    place: int
    line: int


class HomeScreen(ProgrammeScreen):
    """Lists what can be opened and begun; Enter opens it, and Escape returns here."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("home")]
    place: ClassVar[str] = "home"
    asked_for: ClassVar[bool] = False
    DEFAULT_CSS = """
    HomeScreen {
        #races { height: 1fr; }
        #chosen { display: none; }
        &.-wide #races { width: 86; }
        &.-wide #chosen { display: block; }
    }
    """

    class Looked(Message):
        """Posted when the files were looked at."""

        def __init__(self, found: HomeLook, programme: Programme | None) -> None:
            """Store the files, and the programme unless it is the one before."""
            self.found = found
            self.programme = programme
            super().__init__()

    def __init__(
        self, folder: Path, samples: Sequence[Path], *, spoilers: bool = False, wherever: bool = False
    ) -> None:
        """Show the files in ``folder``, which is read once the first picture is drawn; ``samples`` are races.

        With ``wherever`` the files are listed by name, and the folder is called by its own name only.
        """
        super().__init__(Programme(MeetingFile(Path(), Meeting(())), (), spoilers=spoilers), samples)
        self._folder = folder
        self._spoilers = spoilers
        self._wherever = wherever
        self._is_pictured = False
        self._found: HomeLook | None = None
        self._looking = False
        self._just_looked = False
        self._rows: list[HomeRow] = []
        self.page.counts_below = True

    @property
    def is_looked_around(self) -> bool:
        """Whether the files were looked at."""
        return self._found is not None

    def _arrange(self) -> None:
        self.set_class(self.app.size.width >= WIDE_FROM and self.app.size.height >= TALL_FROM, "-wide")

    def _tell_faults(self) -> None:
        """Tell nothing: a meeting that nobody asked for is told about where it is opened."""

    def _read(self, file: MeetingFile, before: tuple[ProgrammeRace, ...]) -> tuple[ProgrammeRace, ...]:
        if self._found is None:
            if not self._looking:
                self._look_around()
        elif file.meeting.races:
            return super()._read(file, before)
        elif not self.is_read:
            self.post_message(self.FilesRead((), {}))
        return before

    def on_mount(self) -> None:
        # What is found quickly is in the first picture, which waits no longer for a folder that is slow.
        executor = ThreadPoolExecutor(1)
        looking = executor.submit(self._looked_around, self.massstart.watching)
        executor.shutdown(wait=False)
        try:
            self._take(looking.result(WAITED_FOR))
            self._just_looked = True
        except TimeoutError:
            self._looking = True
            self.run_worker(lambda: self.post_message(looking.result()), thread=True)

    def _look_around(self) -> None:
        self._looking = True
        self.post_message(self._looked_around(self.massstart.watching))

    def _looked_around(self, watching: Watching) -> Looked:
        found = look_around(self._folder, watching.recent(RECENT), by_name=self._wherever)
        anew = found.meeting != self.programme.file.path
        return self.Looked(found, programme_of(found.meeting, spoilers=self._spoilers) if anew else None)

    def _take(self, looked: Looked) -> None:
        self._found, self._looking = looked.found, False
        if looked.programme is not None:
            self.programme, self.is_read = looked.programme, False
            self._replays.clear()
            self._chosen = max(0, self.programme.on_and_next(self._now())[1])

    def on_home_screen_looked(self, message: Looked) -> None:
        self._take(message)
        self.look()
        # The programme is drawn before its races are read: one refresh draws the list, the next what has scrolled.
        # A screen that is left at once looks again when it is back.
        self.call_after_refresh(self.call_after_refresh, self._read_behind)

    def on_screen_resume(self) -> None:
        if self._found is not None and not self._looking and not self._just_looked:
            self.run_worker(self._look_around, thread=True)
        self._just_looked = False

    def titles(self) -> tuple[str, str]:
        file = self.programme.file
        about = (
            plain(title_of(file.meeting, self.massstart.words.language) or file.path.stem)
            if self.programme.entries
            else ""
        )
        return "massstart", about or self.massstart.words("home.title")

    def be_pictured(self, *, pictured: bool) -> None:
        self._is_pictured = pictured
        self.look()

    @property
    def _row_chosen(self) -> HomeRow | None:
        return self._rows[min(self._chosen, len(self._rows) - 1)] if self._rows else None

    @property
    def _entry(self) -> ProgrammeRace:
        row = self._row_chosen
        return self.programme.entries[row.place if row and row.section == "race" else 0]

    def look(self) -> None:
        wide = self.has_class("-wide")
        width = (LIST if wide else self.app.size.width) - 4
        lines = self.lines(width)
        panel = self._panel((self.app.size.width - LIST if wide else self.app.size.width) - 4)
        chosen = self._row_chosen
        at = chosen.line if chosen else None
        drawn = (self.titles(), lines, panel, at)
        if drawn != self._shown:
            self._shown = drawn
            self.title_line.show(*self.titles())
            if at is not None and at < self.page.size.height:
                self.page.top_line = 0
            self.page.show(lines if wide or not self._has_room(lines) else [*lines, [], *panel], at)
            self.chosen_page.show(panel if wide else [])

    def _has_room(self, lines: Lines) -> bool:
        """Return whether so much is left below these lines that the chosen race is worth to be told there."""
        return (self.page.size.height or self.app.size.height) - len(lines) >= PANEL_FROM

    def lines(self, width: int) -> list[list[Piece]]:
        page = HomePage(self.massstart.palette, self.massstart.words, width)
        self._rows, lines = [], self._next_start(page)
        if self.programme.entries:
            drawn = super().lines(width)
            with_bars = any(sign in text for text, _ in drawn[-1] for sign in ("━", "╌"))
            self._add(lines, "race", [page.programme(with_bars=with_bars), *drawn], self._race_lines())
        if self._found is None:
            lines += [page.remark(self.massstart.words("home.looking")), []]
        else:
            self._add_files(lines, page, self._found)
        self._add(lines, "begin", [page.heading("home.begin"), *self._begin_lines(page)], None)
        return lines

    def _next_start(self, page: HomePage) -> Lines:
        """Return the start of the next race of a meeting of one's own, in large digits."""
        _, following = self.programme.on_and_next(self._now())
        if self._found is None or not self._found.own or following < 0 or self.app.size.height < TALL_FROM:
            return []
        entry = self.programme.entries[following]
        time = self.programme.time_of(entry)
        title = title_of(entry, self.massstart.words.language)
        return [] if time is None else page.next_start(time, self.massstart.clocks.own_zone, title)

    def _race_lines(self) -> list[int]:
        return [1 + line for line in lines_of_races(self.programme)]

    def _add(self, lines: Lines, section: str, drawn: Lines, at: Sequence[int] | None) -> None:
        """Append a section whose rows are at these lines of it, or at each line below its heading."""
        places = range(1, len(drawn)) if at is None else at
        self._rows += (HomeRow(section, index, len(lines) + line) for index, line in enumerate(places))
        # Where the rows are few, the headings alone separate the sections.
        lines += [*drawn, []] if self.app.size.height >= TALL_FROM else drawn

    def _is_chosen(self, offset: int) -> bool:
        return len(self._rows) + offset == self._chosen

    def _add_files(self, lines: Lines, page: HomePage, found: HomeLook) -> None:
        words, zone = self.massstart.words, self.massstart.clocks.own_zone
        recent = [
            page.recent(each, self._now(), zone, chosen=self._is_chosen(i)) for i, each in enumerate(found.recent)
        ]
        if recent:
            self._add(lines, "recent", [page.heading("home.recent", words("home.recent.about")), *recent], None)
        listed = found.files[: self._own_listed(len(found.files), len(lines))]
        own = [page.own_file(each, chosen=self._is_chosen(i)) for i, each in enumerate(listed)]
        told: list[str] = []
        if found.unreadable:
            told.append(words("home.files.unreadable", reason=found.unreadable))
        elif not own:
            told.append(words("home.files.none"))
        elif len(found.files) > len(own):
            told.append(words("home.files.more", count=len(found.files) - len(own)))
        folder = self._folder.absolute()
        where = plain(folder.name) if self._wherever or self._is_pictured else folder_told(folder)
        drawn = [page.heading("home.files", where), *own, *map(page.remark, told)]
        self._add(lines, "file", drawn, range(1, len(own) + 1))

    def _own_listed(self, count: int, taken: int) -> int:
        """Return how many of ``count`` own files are listed below so many lines, so that what can be begun is in view.

        A list that is not whole ends in a line with the number of the others.
        """
        sections = 2 if self.app.size.height >= TALL_FROM else 0
        room = self.app.size.height - AROUND_PAGE - taken - sections - len(BEGINNINGS) - 2
        most = max(FEWEST_OWN, room if self.has_class("-wide") else min(room, MOST_OWN))
        return count if count <= most else most - 1

    def _begin_lines(self, page: HomePage) -> Lines:
        return [page.begin(what, chosen=self._is_chosen(index)) for index, what in enumerate(BEGINNINGS)]

    def _panel(self, width: int) -> Lines:
        """Return what is known of the chosen race: its start list, its rules, and the final that it is a heat of."""
        row = self._row_chosen
        if not self.programme.entries or (row is not None and row.section != "race"):
            return []
        entry, words, brush = self._entry, self.massstart.words, self.brush
        lines: Lines = [[(plain(title_of(entry, words.language)), brush.strong)], []]
        lines += ChosenRace(self.programme, entry, brush, words, width).lines()
        page = HomePage(self.massstart.palette, words, width)
        final = self.programme.final_of(entry)
        if entry.sheet is not None:
            lines += [[], *page.rules(entry.sheet, to_final=final is not None)]
        if final is not None:
            lines += [[], *page.final(*self._starters(final))]
        return lines

    def _starters(self, final: ProgrammeRace) -> tuple[dict[int, str], int]:
        """Return who is sure to start in a final, by helmet number, and how many will; nothing unseen of its heats."""
        from massstart_tui.report.programme_page import starters

        found = starters(self.programme, final, self.massstart.words)
        heats = [heat for id_ in final.race.heats if (heat := self.programme.entry(id_))]
        count = sum(heat.sheet.qualify or 0 for heat in heats if heat.sheet)
        return {each.entry.bib: each.entry.row.name for each in found if not each.entry.provisional}, count

    def action_scroll(self, lines: int) -> None:
        before, self._chosen = self._chosen, max(0, min(len(self._rows) - 1, self._chosen + lines))
        self.chosen_page.top_line = 0
        self.look()
        self.say_at_end(lines, moved=self._chosen != before)

    def action_part(self, steps: int) -> None:
        """Choose the first row of the next section, or of the one before."""
        if (row := self._row_chosen) is not None:
            sections = list(dict.fromkeys(each.section for each in self._rows))
            wanted = sections[(sections.index(row.section) + steps) % len(sections)]
            self._chosen = next(index for index, each in enumerate(self._rows) if each.section == wanted)
            self.look()

    async def action_open(self) -> None:
        row, found = self._row_chosen, self._found
        if row is None or (found is None and row.section != "begin"):
            return
        if row.section == "race":
            await super().action_open()
        elif row.section == "begin":
            await self.action_begin(BEGINNINGS[row.place])
        elif (file := self._file_chosen()) is not None:
            self.massstart.open_file(file.path)

    async def action_begin(self, what: str) -> None:
        """Begin with a new start sheet, a race to record, to follow or to practise on, or another file."""
        if what == "other":
            await self.massstart.ask_for_file("open.asked", self.massstart.open_typed)
        elif what == "record" and (sheet := self._sheet_chosen()) is not None:
            self.massstart.run_command("enter", str(sheet))
        elif what == "rehearse" and (race := self._race_chosen()) is not None:
            self.massstart.run_command(*COMMANDS[what], str(race))
        else:
            await self.massstart.ask_for_file(f"open.asked.{what}", partial(self._run, COMMANDS[what]))

    def _file_chosen(self) -> OwnFile | None:
        row, found = self._row_chosen, self._found
        if row is None or found is None or row.section not in ("file", "recent"):
            return None
        return found.files[row.place] if row.section == "file" else found.recent[row.place].file

    def _sheet_chosen(self) -> Path | None:
        file = self._file_chosen()
        return file.path if file is not None and file.sort is FileSort.SHEET else None

    def _race_chosen(self) -> Path | None:
        row, file = self._row_chosen, self._file_chosen()
        if row is not None and row.section == "race":
            return self._entry.path
        return file.path if file is not None and file.sort is FileSort.RACE else None

    def _run(self, command: tuple[str, ...], typed: str) -> None:
        from massstart_tui.view.file_choices import file_named

        named = typed if "://" in typed else str(file_named(typed, self._folder))
        self.massstart.run_command(*command, named)

    async def on_click(self, event: events.Click) -> None:
        line = self.page.top_line + event.screen_y - self.page.region.y
        index = next((index for index, row in enumerate(self._rows) if row.line == line), None)
        if event.widget is self.page and index is not None:
            self._chosen = index
            self.look()
            await self.action_open()
