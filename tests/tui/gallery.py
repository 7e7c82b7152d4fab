"""Keep pictures of screens as small files, and compare them row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from massstart_tui.report.picture_difference import picture_differences, rows_of
from massstart_tui.text.words import Language, words

PICTURES = Path(__file__).parent / "pictures"
HOW = "pytest tests/tui --update-pictures"

_FONTS = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_NAMES = re.compile(r"terminal-[0-9]+")
_CLIPS = re.compile(r'\s*<clipPath id="massstart-line-\d+">.*?</clipPath>', re.DOTALL)
_CLIPPED = re.compile(r' clip-path="url\(#massstart-line-\d+\)"')
_LINE_ENDS = re.compile(r"<text[^>]*>\n</text>")
_GROUND = re.compile(
    r'<rect fill="([^"]*)" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="24.65" shape-rendering="[a-zA-Z]*"/>'
)
_GROUNDS = re.compile(rf"(?:{_GROUND.pattern.replace('(', '(?:')})+")


class Differs(AssertionError):
    """Raised if a picture differs from the kept one, or is missing."""


def small(svg: str) -> str:
    """Return the same picture as a smaller file.

    Fonts from elsewhere and names that differ between runs are removed, neighbouring backgrounds of the same colour are
    merged, and each text is on a line of its own.
    """
    svg = _NAMES.sub("massstart", _FONTS.sub("", svg))
    svg = _LINE_ENDS.sub("", _CLIPPED.sub("", _CLIPS.sub("", svg)))
    svg = _GROUNDS.sub(lambda run: "".join(_joined(run[0])), svg)
    return "\n".join(row.rstrip() for row in svg.replace("</text>", "</text>\n").splitlines() if row.strip()) + "\n"


def _joined(run: str) -> Iterator[str]:
    grounds = [(fill, float(y), float(x), float(width)) for fill, x, y, width in _GROUND.findall(run)]
    for (fill, y), group in groupby(grounds, key=lambda ground: ground[:2]):
        parts = list(group)
        width = sum(part[3] for part in parts)
        yield f'<rect fill="{fill}" x="{parts[0][2]:g}" y="{y:g}" width="{width:.5g}" height="24.65"/>\n'


def compare(name: str, svg: str, *, update: bool, folder: Path = PICTURES) -> None:
    """Compare with the picture of this name, or replace it; raises Differs with the rows that differ."""
    path, now = folder / f"{name}.svg", small(svg)
    if update:
        path.write_text(now, encoding="utf-8", newline="\n")
    elif not path.exists():
        raise Differs("\n".join([f"{path} is not there; {HOW} makes it", *rows_of(now)]))
    elif (before := path.read_text(encoding="utf-8")) != now:
        rows = picture_differences(before, now, words(Language.EN))
        raise Differs("\n".join([f"{path} differs; where that is meant, {HOW}", *rows]))
