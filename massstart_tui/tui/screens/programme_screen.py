"""The screen of a meeting: when each race is, its progress, and who starts in the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import Worker

from massstart_tui.race.agreement import differences
from massstart_tui.race.meeting import heat_of
from massstart_tui.report.programme_page import differences_told
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.meeting_races import Programme, read_entries
from massstart_tui.stream.programme_race import ProgrammeRace
from massstart_tui.stream.quick_look import QuickLook
from massstart_tui.text.plain import plain
from massstart_tui.tui.commands import bindings_of, key_of
from massstart_tui.tui.opening_remarks import tell_differences
from massstart_tui.tui.painting import Piece
from massstart_tui.tui.screens.chosen_race import MOST_FAULTS, ChosenRace
from massstart_tui.tui.screens.page_screen import PageScreen, ScrolledLines
from massstart_tui.tui.screens.programme_rows import Look, ProgrammeRows, lines_of_races, what_is_shown
from massstart_tui.view.watched_races import FileKind

if TYPE_CHECKING:
    from massstart_tui.report.final_rewriting import RewrittenFinal
    from massstart_tui.stream.meeting_file import MeetingFile
    from massstart_tui.view.replaying import Replay

WIDE_FROM: Final = 110
LIST_WIDTH: Final = 66
LIST_WITH_BARS: Final = 84
BARS_FROM: Final = 140
ANSWER_STAYS: Final = 20.0
"""Seconds for which an answer is shown: who is on the start sheet and who is not takes long to read."""
READ_EVERY: Final = 1.0
"""Seconds between two reads of the races' files."""
LASTING: Final = "lasting"
"""The group of workers that go on until their screen is gone."""


class ProgrammeScreen(PageScreen):
    """Lists the races of a meeting; Enter opens one, and Escape returns to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("programme")]
    place: ClassVar[str] = "programme"
    asked_for: ClassVar[bool] = True
    """Whether the viewer opened this meeting, rather than being shown it."""
    DEFAULT_CSS = """
    ProgrammeScreen {
        #body { height: 1fr; layout: vertical; }
        #races { height: auto; margin: 1 0 0 0; }
        #chosen { height: 1fr; margin: 1 0; }
        &.-wide #body { layout: horizontal; }
        &.-wide #races { width: 66; height: 100%; margin: 1 0; }
        &.-wide #chosen { width: 1fr; height: 100%; }
        &.-wide.-bars #races { width: 84; }
    }
    """

    class FilesRead(Message):
        """Posted when the files of the races have been read."""

        def __init__(self, entries: Sequence[ProgrammeRace], seen: Mapping[str, int]) -> None:
            """Store the races as they are now, and up to which t each was ``seen`` in earlier runs."""
            self.entries = entries
            self.seen = seen
            super().__init__()

    def __init__(self, programme: Programme, samples: Sequence[Path]) -> None:
        """Show ``programme``, whose files are read once the first picture is drawn.

        ``samples`` are races that can be listed as well.
        """
        super().__init__()
        self._samples = samples
        self.programme = programme
        self.is_read = False
        self.page = ScrolledLines(id="races")
        self.chosen_page = ScrolledLines(id="chosen")
        self._chosen = 0
        # Whether every race is read; else sample races wait until something of them is to be shown.
        self._reads_whole = self.asked_for or programme.spoilers
        self._opened_early: ProgrammeRace | None = None
        self._replays: dict[str, Replay] = {}
        self._asked: RewrittenFinal | None = None
        self._shown: object = None
        self._rows_drawn: ProgrammeRows | None = None
        self._reader: Worker[None] | None = None
        self._due = Event()
        self._left = False
        self._looked_at: object = None

    def compose(self) -> ComposeResult:
        yield self.title_line
        with Container(id="body"):
            yield self.page
            yield self.chosen_page
        yield self.keys

    def on_mount(self) -> None:
        self._arrange()
        self._tell_faults()
        self.call_after_refresh(self._read_behind)

    def _tell_faults(self) -> None:
        """Notify about faults in the meeting's file; the faults of a race are shown where it is chosen."""
        if not self.programme.file.faults:
            return
        from massstart_tui.report.fault_messages import fault_line

        for fault in self.programme.file.faults[:MOST_FAULTS]:
            told = fault_line(self.programme.file.path.name, fault, self.massstart.words)
            self.notify(told, severity="warning", timeout=10, markup=False)

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        wide = self.app.size.width >= WIDE_FROM
        self.set_class(wide, "-wide")
        self.set_class(self.app.size.width >= BARS_FROM, "-bars")
        most = max(3, self.app.size.height // 2 - 2)
        self.page.styles.height = None if wide else min(most, self._line_of(len(self.programme.entries) - 1) + 1)

    def _read_behind(self) -> None:
        """Ask for a reading of the files, which a thread of this screen does, so that keys are handled meanwhile."""
        self._due.set()
        if self._reader is None:
            _ = self.massstart.watching  # created here, and not in the thread
            self._reader = self.run_worker(self._read_on, group=LASTING, thread=True)

    def _read_on(self) -> None:
        """Read the files until the screen is gone: nothing but this thread works while nothing happens."""
        file: MeetingFile | None = None
        entries: tuple[ProgrammeRace, ...] = ()
        while not self._left:
            self._due.clear()
            if file is not self.programme.file:
                file, entries = self.programme.file, ()
            entries = self._read(file, entries)
            self._look_at_the_time()
            self._due.wait(READ_EVERY)

    def on_unmount(self) -> None:
        self._left = True
        self._due.set()

    def _look_at_the_time(self) -> None:
        """Have the screen drawn anew where the time of day alone has changed what it shows."""
        now = self._now()
        told = (now.replace(second=0, microsecond=0), self.programme.on_and_next(now))
        if self.is_read and self.is_current and told != self._looked_at:
            self._looked_at = told
            self.call_later(self.look)

    def _read(self, file: MeetingFile, before: tuple[ProgrammeRace, ...]) -> tuple[ProgrammeRace, ...]:
        """Read the races of ``file`` that have changed since they were those ``before``, and return all."""
        entries = read_entries(file, before, whole=self._reads_whole)
        seen = {} if self.is_read else self._seen_before(entries)
        if seen and not self._reads_whole:
            self._reads_whole = True
            entries = read_entries(file, entries)
        if file is self.programme.file and (not self.is_read or entries != before):
            self.post_message(self.FilesRead(entries, seen))
        return entries

    def _read_whole(self) -> None:
        """Read also the races that were left waiting."""
        self._reads_whole = True
        if self.programme.waits:
            self._read_behind()

    def _seen_before(self, entries: Sequence[ProgrammeRace]) -> dict[str, int]:
        """Return up to which t each race was seen in earlier runs; note that the meeting was opened."""
        if self.asked_for:
            self.massstart.watching.opened(self.programme.file.path, FileKind.MEETING)
        found = {entry.race.id: self.massstart.watching.before(entry.path) for entry in entries if entry.path}
        return {id_: seen.furthest for id_, seen in found.items() if seen is not None and seen.furthest >= 0}

    def on_programme_screen_files_read(self, message: FilesRead) -> None:
        if not self.is_read:
            self.is_read = True
            self.massstart.first_picture_drawn()
        self.programme.saw(message.seen)
        self.programme.take(message.entries, self._now())
        if self._opened_early is not None and not self.programme.waits:
            self._tell_of_earlier(self._opened_early.race.id)
            self._opened_early = None
        if self.is_current:
            self.look()

    def on_screen_resume(self) -> None:
        """Note how far each opened race was watched, which may be shown from now on."""
        self.programme.saw({id_: replay.furthest for id_, replay in self._replays.items() if replay.furthest >= 0})
        if self.is_mounted:
            self.look()

    def _now(self) -> datetime:
        return self.massstart.clocks.wall()

    @property
    def _entry(self) -> ProgrammeRace:
        return self.programme.entries[self._chosen]

    def titles(self) -> tuple[str, str]:
        file = self.programme.file
        return plain(title_of(file.meeting, self.massstart.words.language) or file.path.stem), plain(file.meeting.venue)

    def look(self) -> None:
        width = self.app.size.width
        wide = width >= WIDE_FROM
        listed = (LIST_WITH_BARS if width >= BARS_FROM else LIST_WIDTH) if wide else width
        lines = self.lines(listed - 4)
        words, brush = self.massstart.words, self.brush
        chosen = ChosenRace(self.programme, self._entry, brush, words, (width - listed if wide else width) - 4)
        title = [[(plain(title_of(self._entry, words.language)), brush.strong)], []] if wide else []
        panel = [*title, *chosen.lines()]
        drawn = (self.titles(), lines, panel)
        if drawn != self._shown:
            self._shown = drawn
            self.title_line.show(*self.titles())
            self.page.show(lines, self._line_of(self._chosen))
            self.chosen_page.show(panel)

    def dress(self) -> None:
        self._shown = None
        super().dress()

    def _line_of(self, index: int) -> int:
        """Return the line of a race in the list, in which each day has a line of its own."""
        return lines_of_races(self.programme)[index]

    def lines(self, width: int) -> list[list[Piece]]:
        host = self.massstart
        look = Look(host.palette, host.words.language, host.clocks.own_zone, width, wide=self.has_class("-wide"))
        shown = what_is_shown(self.programme, self._now())
        if self._rows_drawn is None or not self._rows_drawn.still_holds(look, shown):
            self._rows_drawn = ProgrammeRows(self.programme, host.words, look, shown)
        return self._rows_drawn.lines(self._chosen)

    def action_scroll(self, lines: int) -> None:
        before, self._chosen = self._chosen, max(0, min(len(self.programme.entries) - 1, self._chosen + lines))
        self.chosen_page.top_line = 0
        self.look()
        self.say_at_end(lines, moved=self._chosen != before)

    def action_scroll_chosen(self, lines: int) -> None:
        before = self.chosen_page.top_line
        self.chosen_page.scroll(lines)
        self.say_at_end(lines, moved=self.chosen_page.top_line != before)

    def action_spoilers(self) -> None:
        self.programme.spoilers = not self.programme.spoilers
        self._read_whole()
        self.look()

    def action_final_sheet(self) -> None:
        """Write the start sheet of the chosen final.

        If it exists already, the first press only shows what would change.
        """
        from massstart_tui.tui.final_rewrite_key import pressed

        words = self.massstart.words
        if self.massstart.is_web:
            self.warn(words("save.not_here"))
            return
        if self.programme.waits:
            self._reads_whole = True
            self.programme.take(read_entries(self.programme.file, self.programme.entries), self._now())
        answer = pressed(self.programme, self._entry, self._asked, key_of("final_sheet", words), words)
        self._asked = answer.asked
        self.massstart.tell(answer.said, ("final_sheet",) if answer.asked else (), ANSWER_STAYS)

    async def action_samples(self) -> None:
        from massstart_tui.tui.screens.race_list import RacesScreen

        await self.app.push_screen(RacesScreen(list(self._samples)))

    async def action_open(self) -> None:
        entry = self._entry
        if entry.path is None or entry.sheet is None:
            self.notify(self.massstart.words("programme.nothing_to_open"), timeout=3)
            return
        doubtful = bool(entry.doubtful_bibs or (entry.opened and entry.opened.marks.any))
        under_way = self.programme.under_way(entry, self._now())
        replay = await self.massstart.open_race(entry.path, QuickLook(entry.sheet, doubtful), under_way=under_way)
        before = self._replays.get(entry.race.id)
        if before is not None and before.furthest < before.playback.last:
            replay.left_at = before.t
        replay.heat_of = heat_of(self.programme.file.meeting, entry.race.id)
        self._replays[entry.race.id] = replay
        if self.programme.waits:
            self._opened_early = entry
            self._read_whole()
        else:
            self._tell_of_earlier(entry.race.id)

    def _tell_of_earlier(self, id_: str) -> None:
        """Let the replay of an opened race tell of the races before it."""
        index = next((i for i, each in enumerate(self.programme.entries) if each.race.id == id_), None)
        if index is not None:
            self._replays[id_].earlier = self.programme.earlier(index)
            self._tell_heats(self.programme.entries[index])

    def _tell_heats(self, entry: ProgrammeRace) -> None:
        """Notify if the start sheet of the opened race disagrees with its heats.

        This tells nothing that the start sheet does not give away itself.
        """
        if entry.listed is not None:
            heats = self.programme.heats_of(entry.race, whole=True)
            tell_differences(self.app, differences_told(differences(entry.listed, heats), self.massstart.words))

    async def on_click(self, event: events.Click) -> None:
        line = self.page.top_line + event.screen_y - self.page.region.y
        index = next((i for i in range(len(self.programme.entries)) if self._line_of(i) == line), None)
        if event.widget is self.page and index is not None:
            self._chosen = index
            await self.action_open()
