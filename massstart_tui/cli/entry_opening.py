"""Open the journal of a race for live entry, before or after its first screen is drawn, and close it at the end."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.feed_opening import FeedAsked, timing_of
from massstart_tui.cli.journal_opening import no_place, opened_journal
from massstart_tui.cli.race_argument import read_race, refused
from massstart_tui.cli.rescue import rescued
from massstart_tui.journal.writer_lock import is_held
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.stream.quick_look import QuickLook, look_at_sheet, quick_look
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.share.publisher import Publisher
    from massstart_tui.share.shared_stream import Access
    from massstart_tui.stream.sheet_file import SheetOnDisk
    from massstart_tui.tui.opened_race import Entering

PATIENCE: Final = 3.0
"""Seconds that the journal may take, when the race is left, to get its last lines on disk."""
STREAM: Final = ".jsonl"


class RaceAsked(NamedTuple):
    """The race to record: its start sheet, or the journal itself to continue it, and where the journal is.

    ``publish`` is the address at which it is shared, with the credentials in ``creds``.
    """

    sheet: Path
    journal: Path
    timing: FeedAsked
    publish: str | None
    creds: Path | None


class EntryOpening:
    """Opens a race to be recorded and closes it again.

    What there is to print is printed when it is closed: the race may be opened behind a screen.
    """

    def __init__(self, asked: RaceAsked, words: Words) -> None:
        """Prepare to open the race; sentences are in the language of ``words``."""
        self._asked = asked
        self._words = words
        self._said: list[str] = []
        self._recorder: Recorder | None = None
        self._publisher: Publisher | None = None

    def first_look(self) -> QuickLook | None:
        """Return the start sheet, read quickly, to be shown while the race is opened.

        It is None if the race is to be opened first: it is shared or timed, or it looks as if it could not be opened,
        which is then told without a screen.
        """
        asked = self._asked
        if asked.publish is not None or asked.timing.source is not None or is_held(asked.journal):
            return None
        there = quick_look(asked.journal) if asked.journal.exists() else None
        if asked.sheet == asked.journal:
            return there
        sheet = None if asked.sheet.suffix.lower() == STREAM else look_at_sheet(asked.sheet)
        if sheet is None or (there is not None and there.sheet.id != sheet.id):
            return None
        if there is None and (asked.journal.exists() or not os.access(asked.journal.parent, os.W_OK)):
            return None
        return QuickLook(sheet, doubtful=False)

    def entering(self) -> Entering:
        """Open the journal and what belongs to it; raises CommandRefused."""
        from massstart_tui.journal.listeners import Listeners
        from massstart_tui.journal.recorder import Recorder
        from massstart_tui.journal.system_clocks import system_clocks
        from massstart_tui.report.fault_messages import fault_lines

        asked, words = self._asked, self._words
        on_disk = _sheet_on_disk(asked.sheet)
        continued = quick_look(asked.sheet) if asked.sheet == asked.journal else None
        sheet = self._sheet() if continued is None else continued.sheet
        access = None if asked.publish is None else _access(asked.publish, asked.creds, words)
        tells: Listeners[Condition] = Listeners()
        journal = opened_journal(asked.journal, sheet, tells, words)
        recorder = self._recorder = Recorder(journal, *system_clocks())
        if continued is not None:
            sheet = journal.recording.sheet
            self._said += fault_lines(str(asked.journal), journal.recording.faults, words)
        opened = _opened(recorder, sheet, on_disk, words)
        differs = self._heats_differ(recorder.sheet)
        entering = _entering(recorder, tells, on_disk, opened)._replace(differs=differs)
        _refuse_another_heat(asked.timing.heat, recorder, asked.journal, words)
        entering = entering._replace(timing=timing_of(asked.timing, words))
        if access is not None:
            entering, self._publisher = _published(entering, access)
        return entering

    def _sheet(self) -> Sheet:
        from massstart_tui.report.fault_messages import fault_lines
        from massstart_tui.stream.faults import BadData
        from massstart_tui.stream.sheet_file import read_sheet

        path, words = self._asked.sheet, self._words
        if path.suffix.lower() == STREAM:
            if path.exists() and not path.is_file():  # reading a pipe would wait for a writer
                from massstart_tui.stream.disk import NotRegular

                raise no_place(path, NotRegular(), words)
            return read_race(str(path), words).sheet
        try:
            found = read_sheet(path)
        except BadData as error:
            raise refused(error, words) from error
        self._said += fault_lines(str(path), found.faults, words)
        return found.sheet

    def _heats_differ(self, sheet: Sheet) -> str:
        """Return a sentence if the start sheet disagrees with the heats of its meeting, or an empty string.

        It is printed as well, so that it remains in the terminal afterwards.
        """
        from massstart_tui.report.programme_page import heats_differ

        paths = (self._asked.sheet, self._asked.journal)
        told = next(filter(None, (heats_differ(path, sheet, self._words) for path in paths)), "")
        self._said += [told] if told else []
        return told

    def close(self) -> int:
        """Print what there is to say, get everything on disk and to the server, and return the exit code."""
        for line in self._said:
            print(line, file=sys.stderr)
        closed = ExitCode.DONE if self._recorder is None else close(self._recorder, self._asked.journal, self._words)
        unshared = _end_sharing(self._publisher, self._words)
        return closed or unshared


def _refuse_another_heat(asked: str | None, recorder: Recorder, path: Path, words: Words) -> None:
    """Raise CommandRefused if the journal has another heat of the timing than the one that is asked for."""
    if asked is None or not len(recorder.recording):
        return
    from massstart_tui.timing.feed_heats import noted_heat

    noted = noted_heat(recorder.views.now)
    if noted not in (None, asked):
        said = words("refused.file_of_heat", heat=noted or "", asked=asked)
        raise CommandRefused(ExitCode.USAGE, [f"{path}: {said}"])


def _sheet_on_disk(path: Path) -> SheetOnDisk | None:
    """Return the file for an edited start sheet; None if the race is continued from its journal."""
    from massstart_tui.stream.sheet_file import SheetOnDisk

    return None if path.suffix.lower() == STREAM else SheetOnDisk(path)


def _access(address: str, creds: Path | None, words: Words) -> Access:
    """Return how to connect to the server on which the race is shared; raises CommandRefused."""
    from massstart_tui.cli.shared_access import access_asked, refuse_without_libraries

    refuse_without_libraries(words)
    return access_asked(address, creds, words)


def _published(entering: Entering, access: Access) -> tuple[Entering, Publisher]:
    """Start a publisher that sends each event once it is on disk; the journal never waits for it.

    The journal file is created at once, so that followers have the start sheet before the gun.
    """
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.share.publisher import Publisher
    from massstart_tui.share.shared_stream import Sharing

    journal, shares = entering.recorder.journal, Listeners[Sharing]()
    publisher = Publisher(journal.path, access, shares, journal.condition.confirmed)
    entering.tells.add(lambda condition: publisher.confirm(condition.confirmed))
    if not journal.path.exists():
        journal.replace_header(entering.recorder.recording.header)
    return entering._replace(shares=shares), publisher


def _end_sharing(publisher: Publisher | None, words: Words) -> int:
    """Send what is left; report what is not on the server, though it is in the journal."""
    from massstart_tui.report.sharing_status import unfinished

    left = unfinished(publisher.close(PATIENCE), words) if publisher is not None else ""
    if left:
        print(left, file=sys.stderr)
    return ExitCode.FAILED if left else ExitCode.DONE


def _opened(recorder: Recorder, sheet: Sheet, on_disk: SheetOnDisk | None, words: Words) -> tuple[str, ...]:
    """Return what to say about an existing journal: its length, a moved tear, another start sheet."""
    said = []
    if events := len(recorder.recording):
        said.append(words("live.went_on", count=events))
    if recorder.journal.moved_tear:
        said.append(words("live.tear", file=str(recorder.journal.moved_tear)))
    if sheet not in (recorder.recording.sheet, recorder.sheet):
        if recorder.sheet_is_open:
            recorder.replace_sheet(sheet)
        else:
            said.append(words("live.journal_sheet", file=str(on_disk and on_disk.path)))
    return tuple(said)


def _entering(
    recorder: Recorder, tells: Listeners[Condition], on_disk: SheetOnDisk | None, opened: tuple[str, ...]
) -> Entering:
    from massstart_tui.journal.clock_watch import ClockWatch
    from massstart_tui.tui.opened_race import Entering

    watch = ClockWatch(recorder)
    return Entering(recorder, tells, partial(keep_sheet, recorder, on_disk), opened=opened, watch=watch)


def keep_sheet(recorder: Recorder, on_disk: SheetOnDisk | None, sheet: Sheet, words: Words) -> str | None:
    """Save an edited start sheet in its file and in the journal.

    Returns a sentence that says why it could not be saved, or None.
    """
    from massstart_tui.report.fault_messages import fault_sentence
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.sheet_file import ChangedMeanwhile

    before = recorder.sheet
    try:
        recorder.replace_sheet(sheet)
    except BadData as error:
        return fault_sentence(error.faults[0], words)
    try:
        if on_disk is not None:
            on_disk.write(sheet)
    # Somebody else edited the file: neither version may be lost, so the journal goes back to the sheet before.
    except ChangedMeanwhile:
        recorder.replace_sheet(before)
        return words("live.sheet_changed_meanwhile", file=str(on_disk and on_disk.path.name))
    except OSError as error:
        recorder.replace_sheet(before)
        return words("live.sheet_not_kept", reason=error.strerror or type(error).__name__)
    return None


def close(recorder: Recorder, path: Path, words: Words) -> int:
    """Close the journal, and wait until its last lines are on disk; return the exit code.

    If they cannot be written, the whole race is written to a place where it can be, or else to standard output.
    """
    from massstart_tui.cli.output import hand_over
    from massstart_tui.report.journal_status import lost
    from massstart_tui.stream.codec import in_ascii

    condition = recorder.journal.close(PATIENCE)
    if not condition.pending:
        said = "enter.journal" if path.exists() else "enter.no_journal"
        print(words(said, file=plain(str(path))), file=sys.stderr)
        return ExitCode.DONE
    name = f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S}{STREAM}"
    rescue = rescued(recorder.stream(), name)
    print(lost(condition, str(path), words), file=sys.stderr)
    if rescue:
        print(words("enter.rescued", file=plain(str(path)), rescue=plain(str(rescue))), file=sys.stderr)
    else:
        print(words("enter.written_out"), file=sys.stderr)
        hand_over(recorder.stream(), in_ascii)
    return ExitCode.FAILED
