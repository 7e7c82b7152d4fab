"""``massstart snapshot``: draw a screen as a picture without a terminal, or compare it with an existing picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output import while_it_is_read
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import find_race, moment_asked, read_race, refused
from massstart_tui.settings import LARGEST_SCREEN, SMALLEST_SCREEN, THEMES, Settings
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.tui.picture import Picture

SCREENS: Final = ("race", "result", "skater", "help", "programme")
SUFFIXES: Final = (".svg", ".txt", ".png")
PNG_ZOOM: Final = 1.5
FONT: Final = "Fira Code"


class SnapshotOptions(NamedTuple):
    """Which screen to draw, and where the picture is; ``size`` is columns and rows."""

    words: Words
    file: str
    at: str
    screen: str
    skater: int | None
    size: tuple[int, int]
    theme: str
    spoilers: bool
    output: Path | None
    check: Path | None


OPTIONS: Final = SnapshotOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment, a screen, and the output or the picture to compare with."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    parser.add_argument("--screen", choices=SCREENS, default="race", help=words("help.screen"))
    bibs = parser.value(int, "option.skater")
    parser.add_argument("--skater", type=bibs, metavar="BIB", help=words("help.skater"))
    sizes = parser.value(size, "option.size", least=_as_typed(SMALLEST_SCREEN), most=_as_typed(LARGEST_SCREEN))
    parser.add_argument("--size", type=sizes, default=(120, 36), metavar="120x36", help=words("help.size"))
    parser.add_argument("--theme", choices=THEMES, default="dark", help=words("help.theme"))
    parser.add_argument("--spoilers", action="store_true", help=words("help.spoilers"))
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="OUT.svg|.txt|.png", help=words("help.output"))
    where.add_argument("--check", type=Path, metavar="PICTURE", help=words("help.check"))


def size(text: str) -> tuple[int, int]:
    """Parse columns and rows such as ``120x36``; raise ValueError outside the allowed sizes."""
    columns, rows = map(int, text.lower().split("x"))
    (fewest, lowest), (most, highest) = SMALLEST_SCREEN, LARGEST_SCREEN
    if not (fewest <= columns <= most and lowest <= rows <= highest):
        raise ValueError(text)
    return columns, rows


def _as_typed(size: tuple[int, int]) -> str:
    columns, rows = size
    return f"{columns}x{rows}"


def run(options: SnapshotOptions) -> int:
    """Write the picture, or print how it differs from the existing one."""
    words = options.words
    # the parser requires one of both
    (target,) = (path for path in (options.output, options.check) if path is not None)
    if target.suffix.lower() not in SUFFIXES:
        said = words("refused.picture_suffix", file=str(target), suffixes=", ".join(SUFFIXES))
        raise CommandRefused(ExitCode.USAGE, [said])
    content = _as(target.suffix.lower(), _picture(options, words), words)
    if options.check is None:
        target.write_bytes(content)
        return ExitCode.DONE
    return _compare(target, content, words)


def _picture(options: SnapshotOptions, words: Words) -> Picture:
    from massstart_tui.stream.faults import BadData
    from massstart_tui.stream.moments import parse_moment
    from massstart_tui.stream.quick_look import Glance
    from massstart_tui.tui.modes import Playing, ReplayFile, Setup
    from massstart_tui.tui.picture import Frame, take_picture

    if options.screen == "programme":
        return _picture_of_programme(options, words)
    path, race = find_race(options.file, words), read_race(options.file, words)
    first = Glance(race.sheet, race.marks.any)
    if options.skater is not None and options.skater not in first.sheet.by_bib():
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_such_skater", bib=options.skater)])
    mode = ReplayFile(path, first, Playing(begin=options.at, spoilers=options.spoilers))
    setup = Setup(words.language, Settings(theme=options.theme))
    width, height = options.size
    try:
        with moment_asked(words):
            parse_moment(options.at)
            return take_picture(mode, setup, Frame(options.screen, width, height, options.skater))
    except BadData as error:
        raise refused(error, words) from error


def _picture_of_programme(options: SnapshotOptions, words: Words) -> Picture:
    from massstart_tui.cli.programme import open_meeting
    from massstart_tui.tui.modes import Playing, Setup, ShowProgramme
    from massstart_tui.tui.picture import Frame, take_picture

    mode = ShowProgramme(open_meeting(options.file, words), playing=Playing(spoilers=options.spoilers))
    return take_picture(
        mode, Setup(words.language, Settings(theme=options.theme)), Frame(options.screen, *options.size)
    )


def _as(suffix: str, picture: Picture, words: Words) -> bytes:
    if suffix == ".txt":
        return picture.text.encode()
    return picture.svg.encode() if suffix == ".svg" else _png(picture.svg, words)


def _png(svg: str, words: Words) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_picture_extra")]) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=PNG_ZOOM, monospace_family=FONT))


def _compare(there: Path, content: bytes, words: Words) -> int:
    from massstart_tui.report.picture_difference import picture_differences, text_differences

    before = there.read_bytes()
    if before == content:
        return ExitCode.DONE
    with while_it_is_read():
        print(words("snapshot.differs", file=str(there)))
        if there.suffix.lower() != ".png":
            compare = text_differences if there.suffix.lower() == ".txt" else picture_differences
            differences = compare(before.decode("utf-8", "replace"), content.decode())
            print(*(plain(line) for line in differences or [words("snapshot.only_colours")]), sep="\n")
    return ExitCode.FAILED
