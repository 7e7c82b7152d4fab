"""``massstart enter``: record a race live, or practise on a recorded one with ``--rehearse``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui import settings as remembered
from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.feed_opening import (
    STANDARD_INPUT,
    FeedAsked,
    add_feed_arguments,
    has_crossings,
    refuse_without_feed,
    rehearsed_timing,
    timing_of,
)
from massstart_tui.cli.journal_opening import no_place, opened_journal
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import find_race, read_race, refused
from massstart_tui.cli.rescue import in_time, rescued
from massstart_tui.cli.screen_run import remembered_setup, take_keyboard
from massstart_tui.cli.signals import Ending, in_order
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.recorder import Recorder, Relay
    from massstart_tui.race.sheet import Sheet
    from massstart_tui.share.publisher import Publisher
    from massstart_tui.share.shared_stream import Access
    from massstart_tui.stream.recorded_race import Race
    from massstart_tui.stream.sheet_file import SheetOnDisk
    from massstart_tui.tui.opened_race import Entering

PATIENCE: Final = 3.0
"""Seconds that the journal may take, when the race is left, to get its last lines on disk."""
STREAM: Final = ".jsonl"
OF_THE_RACE: Final = ""
"""The source of a rehearsal whose timing is that of the race: ``--timing`` without a value."""


class EnterOptions(NamedTuple):
    """Which race to record or to rehearse, where it is written and published, and what its timing system is."""

    words: Words
    sheet: Path | None
    output: Path | None
    publish: str | None
    creds: Path | None
    rehearse: str | None
    timing: str | None
    from_: str | None
    gun: str | None
    loop: str | None
    heat: str | None
    lang: str | None


OPTIONS: Final = EnterOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the start sheet, the journal, sharing, and a race to practise on."""
    words = parser.words
    parser.add_argument("sheet", metavar="SHEET.toml", nargs="?", type=Path, help=words("help.sheet_to_enter"))
    parser.add_argument("-o", "--output", type=Path, metavar="RACE.jsonl", help=words("help.journal"))
    parser.add_argument("--publish", metavar="ADDRESS", help=words("help.publish"))
    parser.add_argument("--creds", type=Path, metavar="FILE", help=words("help.creds"))
    parser.add_argument("--rehearse", metavar="FILE", help=words("help.rehearse"))
    parser.add_argument("--timing", metavar="SOURCE", nargs="?", const=OF_THE_RACE, help=words("help.enter_timing"))
    add_feed_arguments(parser)


def run(options: EnterOptions) -> int:
    """Record until the screen is left; the journal is the file in ``--output``, or else beside the start sheet."""
    words = options.words
    timing = _feed_asked(options)
    refuse_without_feed(timing, words)
    if options.rehearse is not None and options.timing:
        raise CommandRefused(ExitCode.USAGE, [words("refused.rehearse_timing")])
    if options.rehearse is None and options.timing == OF_THE_RACE:
        raise CommandRefused(ExitCode.USAGE, [words("refused.timing_of_nothing")])
    if options.rehearse is not None:
        _refuse_without_terminal(words, timing)
        with in_order() as ending:
            return _rehearse(options, options.rehearse, ending)
    if options.sheet is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.needs_sheet")])
    _refuse_without_terminal(words, timing)
    on_disk = _sheet_on_disk(options.sheet)
    sheet = _sheet_in(options.sheet, words)
    path = options.output or options.sheet.with_suffix(STREAM)
    with in_order() as ending:
        return _record(options, sheet, (options.sheet, path), on_disk, ending)


def _refuse_without_terminal(words: Words, timing: FeedAsked) -> None:
    piped = timing.source == STANDARD_INPUT
    if piped and sys.stdin.isatty():
        raise CommandRefused(ExitCode.USAGE, [words("refused.nothing_piped")])
    if piped and not Path("/dev/tty").exists():
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_keyboard")])
    if not _on_a_terminal(piped=piped):
        raise CommandRefused(ExitCode.USAGE, [words("refused.needs_terminal")])


def _on_a_terminal(*, piped: bool) -> bool:
    """Return whether output is a terminal, and input as well; ``piped`` input carries the feed and is not asked."""
    return sys.stdout.isatty() and (piped or sys.stdin.isatty())


def _sheet_on_disk(path: Path) -> SheetOnDisk | None:
    """Return the file for an edited start sheet; None if the race is continued from its journal."""
    from massstart_tui.stream.sheet_file import SheetOnDisk

    return None if path.suffix.lower() == STREAM else SheetOnDisk(path)


def _sheet_in(path: Path, words: Words) -> Sheet:
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.sheet_file import read_sheet

    if path.suffix.lower() == STREAM:
        if path.exists() and not path.is_file():  # reading a pipe would wait for a writer
            from massstart_tui.stream.disk import NotRegular

            raise no_place(path, NotRegular(), words)
        return read_race(str(path), words).sheet
    try:
        found = read_sheet(path)
    except BadData as error:
        raise refused(error, words) from error
    print(*fault_lines(str(path), found.faults, words), sep="\n", end="\n" * bool(found.faults), file=sys.stderr)
    return found.sheet


def _record(
    options: EnterOptions, sheet: Sheet, paths: tuple[Path, Path], on_disk: SheetOnDisk | None, ending: Ending
) -> int:
    """Record a race; ``paths`` are those of its start sheet and of its journal."""
    from massstart_tui.journal.recorder import Recorder, Relay
    from massstart_tui.journal.system_clocks import system_clocks

    words, (_, path) = options.words, paths
    access = None if options.publish is None else _access(options.publish, options.creds, words)
    tells: Relay[Condition] = Relay()
    journal = opened_journal(path, sheet, tells, words)
    recorder = Recorder(journal, *system_clocks())
    opened = _opened(recorder, sheet, on_disk, words)
    differs = _heats_differ(paths, recorder.sheet, words)
    entering = _entering(recorder, tells, on_disk, opened)._replace(differs=differs)
    publisher = None
    try:
        _refuse_another_heat(options.heat, recorder, path, words)
        entering = entering._replace(timing=timing_of(_feed_asked(options), words))
        if access is not None:
            entering, publisher = _published(entering, access)
        shown = _show(options, entering, ending)
    finally:
        closed = _close(recorder, path, words)
        unshared = _end_sharing(publisher, words)
    return ending.code or shown or closed or unshared


def _refuse_another_heat(asked: str | None, recorder: Recorder, path: Path, words: Words) -> None:
    """Raise CommandRefused if the journal has another heat of the timing than the one that is asked for."""
    if asked is None or not len(recorder.recording):
        return
    from massstart_tui.timing.feed_heats import noted_heat

    noted = noted_heat(recorder.views.now)
    if noted not in (None, asked):
        said = words("refused.file_of_heat", heat=noted or "", asked=asked)
        raise CommandRefused(ExitCode.USAGE, [f"{path}: {said}"])


def _feed_asked(options: EnterOptions) -> FeedAsked:
    return FeedAsked(options.timing or None, options.from_, options.gun, options.loop, options.heat)


def _access(address: str, creds: Path | None, words: Words) -> Access:
    """Return how to connect to the server on which the race is shared; raises CommandRefused."""
    try:
        from massstart_tui.cli.publish import access_asked
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_share_extra")]) from error
    return access_asked(address, creds, words)


def _published(entering: Entering, access: Access) -> tuple[Entering, Publisher]:
    """Publish what is on disk as soon as it is; the journal comes first and never waits for a server.

    The journal file is created at once, so that followers have the start sheet before the gun.
    """
    from massstart_tui.journal.recorder import Relay
    from massstart_tui.share.publisher import Publisher, Sharing

    journal, shares = entering.recorder.journal, Relay[Sharing]()
    publisher = Publisher(journal.path, access, shares, journal.condition.confirmed)
    entering.tells.to(lambda condition: publisher.confirm(condition.confirmed))
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


def _heats_differ(paths: Iterable[Path], sheet: Sheet, words: Words) -> str:
    """Return a sentence if the start sheet disagrees with the heats of its meeting, or an empty string.

    It is printed as well, so that it remains in the terminal afterwards.
    """
    from massstart_tui.report.programme_page import heats_differ

    told = next(filter(None, (heats_differ(path, sheet, words) for path in paths)), "")
    if told:
        print(told, file=sys.stderr)
    return told


def _entering(
    recorder: Recorder, tells: Relay[Condition], on_disk: SheetOnDisk | None, opened: tuple[str, ...]
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


def _show(options: EnterOptions, entering: Entering, ending: Ending) -> int:
    """Run the screen for live entry; if it ends without being left, save the line that was being typed."""
    from massstart_tui.tui.app import MassStart

    app = MassStart(entering, remembered_setup(options.lang, options.words))
    take_keyboard()
    left = False
    try:
        code = ending.show(app)
        left = not ending.number
    finally:
        if not left and (typed := app.typed):
            _keep_typed(typed, options.words)
    return code


def _keep_typed(typed: str, words: Words) -> None:
    """Print the line that was being typed and append it to the log; the terminal may be gone."""
    said = words("enter.being_typed", typed=plain(typed))
    in_time(lambda: _write_down(f"{datetime.now(UTC).isoformat()}\n{said}\n\n"))
    print(said, file=sys.stderr)


def _write_down(said: str) -> None:
    path = remembered.log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(said)


def _close(recorder: Recorder, path: Path, words: Words) -> int:
    """Get the last lines on disk.

    If that fails, the whole race is written to a place where it can be, or else to standard output.
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


def _rehearse(options: EnterOptions, file: str, ending: Ending) -> int:
    """Practise in a journal, and then print how it went.

    The journal is in a temporary folder unless ``--output`` names one.
    """
    from massstart_tui.journal.clock_watch import ClockWatch
    from massstart_tui.journal.recorder import Recorder, Relay
    from massstart_tui.journal.system_clocks import system_clocks
    from massstart_tui.report.rehearsal import captions
    from massstart_tui.text.short_names import short_names
    from massstart_tui.tui.opened_race import Entering, Rehearsed

    words = options.words
    race = read_race(str(find_race(file, words)), words)
    timed = options.timing is not None
    crossings = has_crossings(race)
    if timed and not crossings:
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_crossings", file=plain(file))])
    names = short_names((s.bib, s.name, s.noc) for s in race.sheet.skaters)
    with TemporaryDirectory(prefix="massstart-") as folder:
        path = options.output or Path(folder, f"rehearsal{STREAM}")
        tells: Relay[Condition] = Relay()
        journal = opened_journal(path, race.sheet, tells, words)
        recorder = Recorder(journal, *system_clocks())
        shown = tuple(captions(race.timeline, words, names))
        keep, watch = partial(keep_sheet, recorder, None), ClockWatch(recorder)
        try:
            stays = options.output is not None
            entering = Entering(recorder, tells, keep, captions=shown, stays=stays, watch=watch)
            entering = entering._replace(rehearsed=Rehearsed(race, crossings, timed))
            if timed:
                entering = entering._replace(timing=rehearsed_timing(race, recorder))
            code = _show(options, entering, ending)
        finally:
            journal.close(PATIENCE)
        _tell_how_it_went(race, recorder, words, names, timed=timed)
    return code


def _tell_how_it_went(race: Race, recorder: Recorder, words: Words, names: dict[int, str], *, timed: bool) -> None:
    from massstart_tui.report.rehearsal import compare
    from massstart_tui.report.rehearsal_page import comparison_page
    from massstart_tui.report.table_page import as_text

    comparison = compare(race.timeline, recorder.views.now, recorder.t, timed=timed)
    sys.stdout.write(as_text(comparison_page(comparison, race.sheet, words, names)))
