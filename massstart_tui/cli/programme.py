"""``massstart programme MEETING.toml``: show a meeting and its races, or make the start sheet of a final."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.race_argument import is_there, refused
from massstart_tui.cli.screen_run import Viewing, has_screen, show_programme
from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.meeting import FROM
from massstart_tui.stream.meeting_file import RACES, MeetingFile, quick_look_at_meeting, read_meeting
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.cli.parser import Parser
    from massstart_tui.race.agreement import Numbering
    from massstart_tui.stream.meeting_races import Programme
    from massstart_tui.stream.programme_race import FileFault, ProgrammeRace

TOML: Final = ".toml"


class ProgrammeOptions(NamedTuple):
    """Which meeting to show, or the start sheet of which final to make."""

    words: Words
    file: str
    spoilers: bool = False
    final: str | None = None
    keep_bibs: bool = False
    anew: bool = False
    output: Path | None = None
    lang: str | None = None


OPTIONS: Final = ProgrammeOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: the meeting, which final to make, and where its start sheet goes."""
    words = parser.words
    parser.add_argument("file", metavar="MEETING.toml", help=words("help.meeting"))
    parser.add_argument("--spoilers", action="store_true", help=words("help.programme_spoilers"))
    parser.add_argument("--final", metavar="ID", help=words("help.final"))
    parser.add_argument("--keep-bibs", action="store_true", help=words("help.keep_bibs"))
    parser.add_argument("--anew", action="store_true", help=words("help.anew"))
    parser.add_argument("-o", "--output", type=Path, metavar="SHEET.toml", help=words("help.sheet_output"))


def plain_options(words: Words, file: str | None = None) -> ProgrammeOptions | None:
    """Return the options of a line without options; None without a meeting, which the parser tells."""
    return None if file is None else ProgrammeOptions(words, file)


def run(options: ProgrammeOptions) -> int:
    """Show the programme, or print it if there is no terminal.

    With ``--final``, print that final's starters or write its start sheet.
    """
    words = options.words
    for option, given in (("--keep-bibs", options.keep_bibs), ("--anew", options.anew)):
        if given and options.final is None:
            raise CommandRefused(ExitCode.USAGE, [words("refused.only_with_final", option=option)])
    if options.anew and options.output is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.anew_without_output")])
    if options.output is not None and options.final is None:
        raise CommandRefused(ExitCode.USAGE, [words("refused.output_without_final")])
    if options.output is not None and options.output.suffix.lower() != TOML:
        raise CommandRefused(ExitCode.USAGE, [words("refused.sheet_suffix", file=str(options.output))])
    if options.final is not None:
        programme = _programme(open_meeting(options.file, words), spoilers=options.spoilers)
        return _final(programme, options.final, options)
    return show_or_tell(options.file, Viewing(options.file, words, options.lang, spoilers=options.spoilers))


def show_or_tell(file: str, viewing: Viewing) -> int:
    """Show the programme of the meeting in ``file``, or print it line by line if there is no terminal."""
    words = viewing.words
    if has_screen():
        return show_programme(quick_look_at_meeting(find_meeting(file)) or open_meeting(file, words), viewing)
    from massstart_tui.stream.meeting_races import final_faults

    programme = _programme(open_meeting(file, words), spoilers=viewing.spoilers)
    for entry in programme.entries:
        _tell([*entry.faults, *final_faults(programme.file, entry, programme.heats_of(entry.race))], words)
    for entry in programme.entries:
        print(*_line(programme, entry, words), sep="\t")
    return ExitCode.DONE


def find_meeting(file: str) -> Path:
    """Return the path of a meeting file, or of the sample meeting of this name."""
    from massstart_tui.stream.samples import meeting_path

    path = Path(file)
    return path if is_there(path) else meeting_path(file) or path


def open_meeting(file: str, words: Words) -> MeetingFile:
    """Read the meeting in ``file``, and print its faults to standard error; raises CommandRefused."""
    from massstart_tui.report.fault_messages import fault_lines
    from massstart_tui.stream.faults import BadData, Fault, Flaw
    from massstart_tui.stream.samples import MEETING, sample_path

    path = find_meeting(file)
    if not is_there(path):
        flaw = Flaw.NAMES_A_RACE if sample_path(file) else Flaw.NO_MEETING
        raise refused(BadData(file, [Fault(None, "", flaw, {"nearest": MEETING})]), words)
    try:
        found = read_meeting(path)
    except BadData as error:
        raise refused(error, words) from error
    for line in fault_lines(str(found.path), found.faults, words):
        print(line, file=sys.stderr)
    return found


def _programme(file: MeetingFile, *, spoilers: bool) -> Programme:
    from massstart_tui.stream.meeting_races import Programme, read_entries

    programme = Programme(file, (), spoilers=spoilers)
    programme.take(read_entries(file), datetime.now(UTC))
    return programme


def _tell(faults: Sequence[FileFault], words: Words) -> None:
    from massstart_tui.report.fault_messages import fault_line

    for told in faults:
        print(fault_line(told.path, told.fault, words), file=sys.stderr)


def _line(programme: Programme, entry: ProgrammeRace, words: Words) -> tuple[str, ...]:
    """Return the columns of a race: date, local time, the user's own time, id, progress, title."""
    from massstart_tui.report.programme_page import clock, how_far, own_clock
    from massstart_tui.report.race_titles import title_of

    time = programme.time_of(entry)
    day = time.date().isoformat() if time else ""
    far = how_far(programme, entry, words).text
    return day, clock(time), own_clock(time, None), plain(entry.race.id), far, plain(title_of(entry, words.language))


def _final(programme: Programme, id_: str, options: ProgrammeOptions) -> int:
    from massstart_tui.race.agreement import Numbering, wrong_with_kept_bibs
    from massstart_tui.race.misfits import Misfit
    from massstart_tui.stream.faults import misfit_faults
    from massstart_tui.stream.meeting_races import heat_faults
    from massstart_tui.stream.programme_race import FileFault

    file, words = programme.file, options.words
    final = programme.entry(id_)
    if final is None:
        races = ", ".join(race.id for race in file.meeting.races)
        raise CommandRefused(
            ExitCode.USAGE, [words("refused.no_such_race", file=str(file.path), given=id_, races=races)]
        )
    if not final.race.heats and _has_wrong_heats(file, programme.entries.index(final)):
        raise CommandRefused(ExitCode.BAD_DATA, [words("refused.wrong_heats", file=str(file.path), given=id_)])
    if not final.race.heats:
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_heats", file=str(file.path), given=id_)])
    heats, index = programme.heats_of(final.race, whole=True), programme.entries.index(final)
    of_heats = [told for heat in final.race.heats if (entry := programme.entry(heat)) for told in entry.faults]
    wrong = heat_faults(file, index, heats)
    if options.keep_bibs:
        # bibs do not depend on ranks then
        wrong = [told for told in wrong if told.fault.code is not Misfit.RANK_OPEN]
        wrong += (FileFault(str(file.path), fault) for fault in misfit_faults(None, wrong_with_kept_bibs(index, heats)))
    _tell([*of_heats, *wrong], words)
    if options.output is None:
        _list_starters(programme, final, words, Numbering.KEPT if options.keep_bibs else Numbering.BY_RANK)
    elif not wrong:
        _write_sheet(programme, final, options.output, options)
    unfit = any(not told.fault.harmless for told in (*of_heats, *wrong))
    return ExitCode.BAD_DATA if unfit or (wrong and options.output is not None) else ExitCode.DONE


def _has_wrong_heats(file: MeetingFile, index: int) -> bool:
    """Return whether the race with this ``index`` names heats that were left out because one of them is wrong."""
    return any(not fault.harmless and fault.field.startswith(f"{RACES}[{index}].{FROM}") for fault in file.faults)


def _list_starters(programme: Programme, final: ProgrammeRace, words: Words, numbering: Numbering) -> None:
    from massstart_tui.report.programme_page import starters
    from massstart_tui.report.signs import DOUBT

    for starter in starters(programme, final, words, whole=True, numbering=numbering):
        entry, row = starter.entry, starter.entry.row
        bib = f"{entry.bib}{DOUBT}" if starter.doubtful else str(entry.bib)
        through = f"{entry.through} {words('programme.provisional')}" if entry.provisional else entry.through
        print(bib, plain(row.name), plain(row.noc), starter.heat, starter.place, through, starter.band, sep="\t")


def _write_sheet(programme: Programme, final: ProgrammeRace, output: Path, options: ProgrammeOptions) -> None:
    """Write the start sheet of the final.

    An existing file may have been added to by hand, so it is rewritten only with ``--anew``.
    """
    from massstart_tui.race.agreement import Numbering
    from massstart_tui.report.programme_page import sheet_of_final
    from massstart_tui.stream.sheet_file import write_new_sheet

    words = options.words
    if options.anew and is_there(output):
        _write_anew(programme, final, output, options)
        return
    sheet = sheet_of_final(programme, final, words, Numbering.KEPT if options.keep_bibs else Numbering.BY_RANK)
    try:
        write_new_sheet(output, sheet)
    except FileExistsError as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.final_is_there", file=str(output))]) from error


def _write_anew(programme: Programme, final: ProgrammeRace, output: Path, options: ProgrammeOptions) -> None:
    """Rewrite an existing start sheet of the final.

    Prints what changes, which additions by hand are kept and which are not, and where the former sheet is saved.
    """
    from massstart_tui.race.agreement import Numbering
    from massstart_tui.report.final_rewriting import CannotRewrite, RewrittenFinal

    words = options.words
    try:
        anew = RewrittenFinal(programme, final, output, words, Numbering.KEPT if options.keep_bibs else None)
        if not anew.changes:
            print(words("anew.agrees", file=str(output)), file=sys.stderr)
            return
        told = anew.told()
        kept = anew.write()
    except CannotRewrite as error:
        raise CommandRefused(ExitCode.FAILED, [str(error)]) from error
    print(*told, words("anew.written", file=str(output), before=str(kept)), sep="\n", file=sys.stderr)
