"""``massstart snapshot``: draw a screen as a picture without a terminal, or compare it with an existing picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.output import while_it_is_read
from massstart_tui.cli.parser import Parser
from massstart_tui.cli.race_argument import moment_asked, read_race, refused
from massstart_tui.settings import LARGEST_SCREEN, LAYOUTS, SMALLEST_SCREEN, THEMES
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.samples import meeting_path
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words
from massstart_tui.tui.pictured_screens import (
    PICTURED,
    SCREENS,
    SUFFIXES,
    VIEWS,
    OpenedAs,
    PictureAsked,
    check_size,
    plain_environment,
)

if TYPE_CHECKING:
    from massstart_tui.tui.picture import Picture

DIFFERENCE_SUFFIXES: Final = (".svg", ".png")


class SnapshotOptions(NamedTuple):
    """Which screen to draw, and where the picture is; ``size`` is columns and rows."""

    words: Words
    lang: str | None
    file: str
    at: str
    screen: str
    skater: int | None
    typed: str | None
    view: str
    layout: str
    size: tuple[int, int]
    theme: str
    spoilers: bool
    output: Path | None
    check: Path | None
    update: bool
    difference: Path | None

    @property
    def asked(self) -> PictureAsked:
        """The picture to take; its language is English unless ``--lang`` is given, whatever the environment says."""
        return PictureAsked(
            self.screen,
            self.at,
            self.size,
            self.skater,
            self.typed or "",
            self.view,
            self.layout,
            self.theme,
            Language(self.lang or Language.EN),
            self.spoilers,
        )


OPTIONS: Final = SnapshotOptions


def add_arguments(parser: Parser) -> None:
    """Add the arguments: a race, a moment, a screen, and the output or the picture to compare with."""
    words = parser.words
    parser.add_argument("file", metavar="FILE", help=words("help.race_read"))
    parser.add_argument("--at", metavar="MOMENT", default="end", help=words("help.at"))
    parser.add_argument("--screen", choices=SCREENS, default="race", help=words("help.screen"))
    bibs = parser.value(int, "option.skater")
    parser.add_argument("--skater", type=bibs, metavar="BIB", help=words("help.skater"))
    parser.add_argument("--typed", metavar="TEXT", help=words("help.typed"))
    parser.add_argument("--view", choices=VIEWS, default=VIEWS[0], help=words("help.view"))
    parser.add_argument("--layout", choices=LAYOUTS, default=LAYOUTS[0], help=words("help.layout"))
    sizes = parser.value(size, "option.size", least=_as_typed(SMALLEST_SCREEN), most=_as_typed(LARGEST_SCREEN))
    parser.add_argument("--size", type=sizes, default=(120, 36), metavar="120x36", help=words("help.size"))
    parser.add_argument("--theme", choices=THEMES, default="dark", help=words("help.theme"))
    parser.add_argument("--spoilers", action="store_true", help=words("help.spoilers"))
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="OUT.svg|.txt|.png", help=words("help.output"))
    where.add_argument("--check", type=Path, metavar="PICTURE", help=words("help.check"))
    parser.add_argument("--update", action="store_true", help=words("help.update"))
    parser.add_argument("--difference", type=Path, metavar="OUT.svg|.png", help=words("help.difference"))


def size(text: str) -> tuple[int, int]:
    """Parse columns and rows such as ``120x36``; raise ValueError outside the allowed sizes."""
    columns, rows = map(int, text.lower().split("x"))
    return check_size((columns, rows))


def _as_typed(size: tuple[int, int]) -> str:
    columns, rows = size
    return f"{columns}x{rows}"


def run(options: SnapshotOptions) -> int:
    """Write the picture, or print how it differs from the existing one."""
    words = options.words
    # the parser requires one of both
    (target,) = (path for path in (options.output, options.check) if path is not None)
    _refuse_impossible(options, target)
    picture = _picture(options)
    content = _as(target, picture, words)
    if options.check is None:
        target.write_bytes(content)
        return ExitCode.DONE
    return _compare(options, target, picture, content)


def _refuse_impossible(options: SnapshotOptions, target: Path) -> None:
    """Refuse endings that are not those of a picture, and options that only mean something with another."""
    words, difference = options.words, options.difference
    for option, given in (("--update", options.update), ("--difference", difference is not None)):
        if given and options.check is None:
            raise CommandRefused(ExitCode.USAGE, [words("refused.only_with_check", option=option)])
    _refuse_suffix(target, SUFFIXES, words)
    if difference is not None:
        _refuse_suffix(difference, DIFFERENCE_SUFFIXES, words)
        if target.suffix.lower() not in DIFFERENCE_SUFFIXES:
            raise CommandRefused(ExitCode.USAGE, [words("refused.difference_of_text", file=str(target))])


def _refuse_suffix(path: Path, suffixes: tuple[str, ...], words: Words) -> None:
    if path.suffix.lower() not in suffixes:
        said = words("refused.picture_suffix", file=str(path), suffixes=", ".join(suffixes))
        raise CommandRefused(ExitCode.USAGE, [said])


def _picture(options: SnapshotOptions) -> Picture:
    words, asked = options.words, options.asked
    with plain_environment():  # before Textual is imported, which reads some of its variables then
        from massstart_tui.tui.picture import CannotBeTyped, NoLineToTypeOn
        from massstart_tui.tui.race_picture import NoSuchSkater, picture_of_home, picture_of_meeting, picture_of_race

    if PICTURED[asked.screen].opened is OpenedAs.HOME:
        try:
            return picture_of_home(_home_of(options.file), asked)
        except BadData as error:
            raise refused(error, words) from error
    if PICTURED[asked.screen].opened is OpenedAs.PROGRAMME:
        from massstart_tui.cli.programme import open_meeting

        return picture_of_meeting(open_meeting(options.file, words), asked)
    race = read_race(options.file, words)
    try:
        with moment_asked(words):
            return picture_of_race(race, asked)
    except NoSuchSkater as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_such_skater", bib=error.bib)]) from error
    except CannotBeTyped as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.cannot_be_typed", text=error.text)]) from error
    except NoLineToTypeOn as error:
        raise CommandRefused(ExitCode.USAGE, [words("refused.no_line_to_type_on", screen=error.screen)]) from error


def _home_of(file: str) -> Path:
    """Return the folder or the meeting of a home page; a sample meeting by its name."""
    path = Path(file)
    return path if path.exists() else meeting_path(file) or path


def _as(target: Path, picture: Picture, words: Words) -> bytes:
    suffix = target.suffix.lower()
    if suffix == ".txt":
        return picture.text.encode()
    return picture.svg.encode() if suffix == ".svg" else _png(picture.svg, words)


def _png(svg: str, words: Words) -> bytes:
    try:
        from massstart_tui.report.picture_png import letters_without_font, png_of
    except ImportError as error:
        raise CommandRefused(ExitCode.FAILED, [words("refused.no_picture_extra")]) from error
    if missing := letters_without_font(svg):
        print(words("snapshot.no_font", letters="".join(sorted(missing))), file=sys.stderr)
    return png_of(svg)


def _compare(options: SnapshotOptions, there: Path, picture: Picture, content: bytes) -> int:
    words = options.words
    before = there.read_bytes() if there.exists() else None
    if before == content:
        return ExitCode.DONE
    other = None if before is None else _other_size(options, there, before)
    if before is not None and options.difference is not None:
        _write_difference(options.difference, before, content, there, words)
    if options.update:
        there.write_bytes(content)
        print(words("snapshot.updated" if before else "snapshot.written", file=str(there)), file=sys.stderr)
        return ExitCode.DONE
    if before is None:
        raise CommandRefused(ExitCode.NO_PICTURE, [words("refused.no_picture_yet", file=str(there))])
    with while_it_is_read():
        print(words("snapshot.differs", file=str(there)))
        if other is not None:
            print(_size_told(there, other, options))
            return ExitCode.DIFFERENT
        print(*(plain(line) for line in _told(there, before, picture, words)), sep="\n")
    return ExitCode.DIFFERENT


def _other_size(options: SnapshotOptions, there: Path, before: bytes) -> tuple[int, int] | None:
    """Return the columns and rows of the picture that is there, where the screen has others; else None.

    Raises CommandRefused if the file is no picture, unless it is to be written anew.
    """
    from massstart_tui.report.kept_picture import NoPicture

    try:
        size = _size_of(there, before)
    except NoPicture as error:
        if options.update and options.difference is None:
            return None
        raise CommandRefused(ExitCode.BAD_DATA, [options.words("refused.no_picture", file=str(there))]) from error
    if there.suffix.lower() == ".txt" and size[1] == options.size[1] and size[0] <= options.size[0]:
        # The blanks at the end of a row are not kept, so that a narrow text may be of a wide screen.
        return None
    return None if size == options.size else size


def _size_told(there: Path, size: tuple[int, int], options: SnapshotOptions) -> str:
    words, now = options.words, _as_typed(options.size)
    if there.suffix.lower() == ".txt":
        return words("snapshot.other_size.text", columns=size[0], rows=size[1], now=now)
    return words("snapshot.other_size", size=_as_typed(size), now=now)


def _size_of(there: Path, before: bytes) -> tuple[int, int]:
    from massstart_tui.report.kept_picture import size_of_png, size_of_svg, size_of_text

    suffix = there.suffix.lower()
    if suffix == ".png":
        from massstart_tui.report.picture_png import ZOOM

        return size_of_png(before, ZOOM)
    return size_of_text(before) if suffix == ".txt" else size_of_svg(before)


def _told(there: Path, before: bytes, picture: Picture, words: Words) -> list[str]:
    """Return what differs, in text."""
    from massstart_tui.report.picture_difference import picture_differences, text_differences

    suffix = there.suffix.lower()
    if suffix == ".png":
        return [words("snapshot.no_text")]
    was = before.decode("utf-8", "replace")
    compared = (text_differences if suffix == ".txt" else picture_differences)(
        was, picture.text if suffix == ".txt" else picture.svg, words
    )
    return compared or [words("snapshot.same_cells")]


def _write_difference(path: Path, before: bytes, now: bytes, there: Path, words: Words) -> None:
    from massstart_tui.report.difference_picture import difference_of_png, difference_picture

    if there.suffix.lower() == ".png":
        from massstart_tui.report.picture_png import ZOOM

        svg = difference_of_png(before, now, ZOOM, words)
    else:
        svg = difference_picture(before.decode("utf-8", "replace"), now.decode(), words)
    path.write_bytes(svg.encode() if path.suffix.lower() == ".svg" else _png(svg, words))
