"""``massstart enter``: record a race live, or practise on a recorded one with ``--rehearse``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from massstart_tui import settings as remembered
from massstart_tui.cli.entry_opening import PATIENCE, STREAM, EntryOpening, RaceAsked, keep_sheet
from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.feed_opening import (
    STANDARD_INPUT,
    FeedAsked,
    add_feed_arguments,
    has_crossings,
    refuse_without_feed,
    rehearsed_timing,
)
from massstart_tui.cli.journal_opening import opened_journal
from massstart_tui.cli.race_argument import find_race, read_race
from massstart_tui.cli.rescue import in_time
from massstart_tui.cli.screen_run import has_screen, read_keys_from_terminal, remembered_setup
from massstart_tui.cli.signals import Ending, in_order
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser
    from massstart_tui.journal.journal import Condition
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.stream.recorded_race import Race
    from massstart_tui.tui.modes import OpenToEnter
    from massstart_tui.tui.opened_race import Entering

OF_THE_RACE: Final = ""
"""The source of a rehearsal whose timing is that of the race: ``--timing`` without a value."""


class EnterOptions(NamedTuple):
    """Which race to record or to rehearse, where it is written and published, and what its timing system is."""

    words: Words
    sheet: Path | None = None
    output: Path | None = None
    publish: str | None = None
    creds: Path | None = None
    rehearse: str | None = None
    timing: str | None = None
    from_: str | None = None
    gun: str | None = None
    loop: str | None = None
    heat: str | None = None
    lang: str | None = None


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


def plain_options(words: Words, sheet: str | None = None) -> EnterOptions:
    """Return the options of a line without options."""
    return EnterOptions(words, None if sheet is None else Path(sheet))


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
    path = options.output or options.sheet.with_suffix(STREAM)
    asked = RaceAsked(options.sheet, path, timing, options.publish, options.creds)
    with in_order() as ending:
        return _record(options, asked, ending)


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
    return has_screen() and (piped or sys.stdin.isatty())


def _record(options: EnterOptions, asked: RaceAsked, ending: Ending) -> int:
    """Record a race; it is opened behind the picture of its start sheet if that can be read quickly."""
    from massstart_tui.tui.modes import OpenToEnter

    opening = EntryOpening(asked, options.words)
    try:
        first = opening.first_look()
        mode = opening.entering() if first is None else OpenToEnter(first, opening.entering)
        shown = _show(options, mode, ending)
    finally:
        closed = opening.close()
    return ending.code or shown or closed


def _feed_asked(options: EnterOptions) -> FeedAsked:
    return FeedAsked(options.timing or None, options.from_, options.gun, options.loop, options.heat)


def _show(options: EnterOptions, mode: Entering | OpenToEnter, ending: Ending) -> int:
    """Run the screen for live entry; if it ends without being left, save the line that was being typed."""
    setup = remembered_setup(options.lang, options.words)
    from massstart_tui.tui.app import MassStart

    app = MassStart(mode, setup)
    read_keys_from_terminal()
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


def _rehearse(options: EnterOptions, file: str, ending: Ending) -> int:
    """Practise in a journal, and then print how it went.

    The journal is in a temporary folder unless ``--output`` names one.
    """
    from massstart_tui.journal.clock_watch import ClockWatch
    from massstart_tui.journal.listeners import Listeners
    from massstart_tui.journal.recorder import Recorder
    from massstart_tui.journal.system_clocks import system_clocks
    from massstart_tui.report.rehearsal import captions
    from massstart_tui.text.short_names import short_names_of
    from massstart_tui.tui.opened_race import Entering, Rehearsed

    words = options.words
    race = read_race(str(find_race(file, words)), words)
    timed = options.timing is not None
    crossings = has_crossings(race)
    if timed and not crossings:
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_crossings", file=plain(file))])
    names = short_names_of(race.sheet.skaters)
    with TemporaryDirectory(prefix="massstart-") as folder:
        path = options.output or Path(folder, f"rehearsal{STREAM}")
        tells: Listeners[Condition] = Listeners()
        journal = opened_journal(path, race.sheet, tells, words)
        recorder = Recorder(journal, *system_clocks())
        shown = tuple(captions(race.timeline, words, names))
        keep, watch = partial(keep_sheet, recorder, None), ClockWatch(recorder)
        try:
            stays = options.output is not None
            entering = Entering(recorder, tells, keep, captions=shown, stays=stays, watch=watch)
            rehearsed = Rehearsed(race, partial(rehearsed_timing, race, recorder) if crossings else None)
            entering = entering._replace(rehearsed=rehearsed)
            if timed:
                entering = entering._replace(timing=rehearsed.take_timing())
            code = _show(options, entering, ending)
        finally:
            journal.close(PATIENCE)
        _tell_how_it_went(race, recorder, words, names, timed=rehearsed.timed)
    return code


def _tell_how_it_went(race: Race, recorder: Recorder, words: Words, names: dict[int, str], *, timed: bool) -> None:
    from massstart_tui.report.rehearsal import compare
    from massstart_tui.report.rehearsal_page import comparison_page
    from massstart_tui.report.table_page import as_text

    comparison = compare(race.timeline, recorder.views.now, recorder.t, timed=timed)
    sys.stdout.write(as_text(comparison_page(comparison, race.sheet, words, names)))
