"""The difference of two pictures of a screen, as a picture: the one before, the one now, and what has changed."""

from __future__ import annotations

import html
import re
import struct
from base64 import b64encode
from typing import Final, NamedTuple

from massstart_tui.report.picture_cells import CELL_HEIGHT, CELL_WIDTH, cells_of
from massstart_tui.report.picture_difference import changed_cells, runs
from massstart_tui.text.words import Words

_VIEW: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_AT: Final = re.compile(r'<g transform="translate\(([0-9.]+), ([0-9.]+)\)" clip-path')
_OUTER: Final = re.compile(r"^\s*<svg[^>]*>(.*)</svg>\s*$", re.DOTALL)
_NAMES: Final = re.compile(r"\bmassstart-")
_HEADING: Final = 36.0
"""The height of a heading, in the units of the SVG."""
_GROUND_TOP: Final = 1.5
"""The distance from the top of the screen to the background of its first row."""
_AROUND: Final = "#20242b"
_HEADING_COLOUR: Final = "#e6e6e6"
_VEIL: Final = "#808080"
_OUTLINE: Final = "#ff3fa4"
"""Colours that no theme of massstart has."""


class _Panel(NamedTuple):
    """A part of the picture: its heading, its size in the units of the SVG, and the elements in it."""

    heading: str
    width: float
    height: float
    drawn: str


def difference_picture(before: str, now: str, words: Words) -> str:
    """Return an SVG with two SVG pictures, and the second once more, in which only what has changed is clear."""
    shown = _panel("changed", now, words)
    shown = shown._replace(drawn=f"{shown.drawn}{_veil(before, now, shown)}")
    return _stacked([_panel("before", before, words), _panel("now", now, words), shown])


def difference_of_png(before: bytes, now: bytes, zoom: float, words: Words) -> str:
    """Return an SVG with two PNG pictures, drawn at this ``zoom``, and what remains of one less the other."""
    panels = [_image("before", before, zoom, words), _image("now", now, zoom, words)]
    under, over = (panel.drawn for panel in panels)
    width, height = max(panel.width for panel in panels), max(panel.height for panel in panels)
    both = f'<g style="isolation: isolate">{under}<g style="mix-blend-mode: difference">{over}</g></g>'
    return _stacked([*panels, _Panel(words("snapshot.changed"), width, height, both)])


def _panel(code: str, svg: str, words: Words) -> _Panel:
    view, inner = _VIEW.search(svg), _OUTER.match(svg)
    width, height = (float(view[1]), float(view[2])) if view else (0.0, 0.0)
    return _Panel(words(f"snapshot.{code}"), width, height, _NAMES.sub(f"{code}-", inner[1] if inner else ""))


def _image(code: str, png: bytes, zoom: float, words: Words) -> _Panel:
    # the width and the height of a PNG are in its first chunk
    width, height = (side / zoom for side in struct.unpack(">II", png[16:24]))
    data = b64encode(png).decode()
    drawn = f'<image width="{width:g}" height="{height:g}" href="data:image/png;base64,{data}"/>'
    return _Panel(words(f"snapshot.{code}"), width, height, drawn)


def _veil(before: str, now: str, shown: _Panel) -> str:
    """Return a veil over the screen with a hole at each run of changed cells, and an outline around each hole."""
    found = _AT.search(now)
    left, top = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    boxes = [
        (first * CELL_WIDTH, row * CELL_HEIGHT + _GROUND_TOP, (last + 1 - first) * CELL_WIDTH)
        for row, first, last in runs(changed_cells(cells_of(before), cells_of(now)))
    ]
    whole = f"M{-left:g} {-top:g}h{shown.width:g}v{shown.height:g}h{-shown.width:g}z"
    holes = "".join(f"M{x:.1f} {y:.1f}h{width:.1f}v{CELL_HEIGHT}h{-width:.1f}z" for x, y, width in boxes)
    outlines = "".join(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{CELL_HEIGHT}" fill="none" stroke="{_OUTLINE}" '
        'stroke-width="2"/>'
        for x, y, width in boxes
    )
    return (
        f'<g transform="translate({left:g}, {top:g})"><path fill="{_VEIL}" fill-opacity="0.75" fill-rule="evenodd" '
        f'd="{whole}{holes}"/>{outlines}</g>'
    )


def _stacked(panels: list[_Panel]) -> str:
    width, parts, y = max(panel.width for panel in panels), [], 0.0
    for heading, _, height, drawn in panels:
        parts.append(
            f'<text x="12" y="{y + 25:g}" fill="{_HEADING_COLOUR}" font-size="18" font-weight="bold" '
            f'style="font-family: Fira Code, monospace;">{html.escape(heading)}</text>'
            f'<g transform="translate(0, {y + _HEADING:g})">{drawn}</g>'
        )
        y += height + _HEADING
    ground = f'<rect width="{width:g}" height="{y:g}" fill="{_AROUND}"/>'
    return (
        f'<svg viewBox="0 0 {width:g} {y:g}" xmlns="http://www.w3.org/2000/svg">\n{ground}\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
