"""Draws docs/replay.svg, the moving picture in the README: a replay of a sample race, from the program's own screen.

Run ``python -m docs.moving_picture`` after a change of the screen. The app replays the race at `SPEED` on a screen in
memory, with a clock that is moved from one frame to the next. What several frames have in common is drawn once, and a
style sheet says when it is visible: no script is needed. Where nothing moves, as on paper, the frame just after the
second sprint is shown. The same program gives the same bytes.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from massstart_tui.stream.samples import sample_path
from massstart_tui.tui.screen_svg import plain_svg
from tests.tui.stage import Stage, on_stage

PICTURE: Final = Path(__file__).parent / "replay.svg"
RACE: Final = "made-up-timed-race"
"""The sample with a time for every crossing: the ice, the gaps and the charts have everything that they can show."""
BEGIN: Final = "2:30"
"""Just before the attack that takes the second sprint."""
END: Final = 505_000
"""When everybody is over the line, in ms since the gun; after it nothing happens until the result is official."""
COLUMNS: Final = 120
ROWS: Final = 36
SPEED: Final = 12.0
FRAME_MS: Final = 500
"""How long a frame of the race is shown."""
AT_THE_END: Final = 3.0
"""Seconds for which the end of the race is shown, and after it the result."""
POSTER: Final = 15
"""The number of the frame that is shown where nothing moves."""
CELL_WIDTH: Final = 12.2
CELL_HEIGHT: Final = 24.4
HEIGHT: Final = 24.65
"""Of a ground: a little more than a cell, so that no line is left between two."""
BASELINE: Final = 18.5
"""From the top of a ground to the line that its text stands on."""
BLOCK: Final = "█"
BLANK: Final = frozenset(" \u00a0")
_SVG: Final = "{http://www.w3.org/2000/svg}"
_STYLE: Final = re.compile(r"\.massstart-(r\d+) \{ ([^}]*?);? ?\}")


class Frame(NamedTuple):
    """A screen as SVG, and for how many seconds it is shown."""

    svg: str
    seconds: float


class Item(NamedTuple):
    """Something that is drawn: a ground or a piece of text, as one line of SVG. Grounds come first."""

    is_text: bool
    drawn: str


async def frames() -> list[Frame]:
    """Replay the race from `BEGIN` to its end, open the result, and return the frames in order."""
    shown = []
    async with on_stage(sample_path(RACE), size=(COLUMNS, ROWS), paused=False, begin=BEGIN, speed=SPEED) as stage:
        playback = stage.race.replay.playback
        while playback.playing and stage.race.replay.t < END:
            shown.append(Frame(await _drawn(stage), FRAME_MS / 1000))
            stage.clock.advance(FRAME_MS)
            stage.race.look()
        shown.append(Frame(await _drawn(stage), AT_THE_END))
        stage.press("r")
        shown.append(Frame(await _drawn(stage), AT_THE_END))
    return shown


async def _drawn(stage: Stage) -> str:
    """The screen as SVG, once everything that it shows is worked out."""
    await stage.settle()
    return plain_svg(stage.app.export_screenshot(simplify=True))


def items_of(svg: str) -> list[Item]:
    """What a screen is drawn with, each with its style in it."""
    styles = {name: _attributes(style) for name, style in _STYLE.findall(svg)}
    root = ET.fromstring(svg)  # noqa: S314 - drawn by this program
    screen = next(group for group in root.iter(f"{_SVG}g") if group.get("clip-path") == "url(#massstart-clip-terminal)")
    return [*_grounds(list(screen.iter(f"{_SVG}rect"))), *_texts(screen.iter(f"{_SVG}text"), styles)]


def _attributes(style: str) -> str:
    return "".join(
        f' {name.strip()}="{value.strip()}"' for name, _, value in (part.partition(":") for part in style.split(";"))
    )


def _grounds(rects: Sequence[ET.Element]) -> Iterator[Item]:
    """The grounds, neighbours of one colour in one."""
    for (fill, y), group in groupby(rects, key=lambda rect: (rect.get("fill"), float(rect.get("y", 0)))):
        parts = list(group)
        x, width = float(parts[0].get("x", 0)), sum(float(part.get("width", 0)) for part in parts)
        yield Item(False, f'<rect fill="{fill}" x="{x:g}" y="{y:g}" width="{width:.5g}" height="{HEIGHT:g}"/>')


def _texts(texts: Iterable[ET.Element], styles: dict[str, str]) -> Iterator[Item]:
    for text in texts:
        said = text.text or ""
        style = styles[text.get("class", "").removeprefix("massstart-")]
        if not set(said) - BLANK - {BLOCK}:
            yield from _blocks(text, said, style)
            continue
        place = " ".join(f'{name}="{text.get(name)}"' for name in ("x", "y", "textLength"))
        yield Item(True, f"<text {place}{style}>{_escaped(said)}</text>")


def _blocks(text: ET.Element, said: str, style: str) -> Iterator[Item]:
    """Full blocks, which the digits of the lap counter are made of, as rectangles: as letters they do not touch."""
    x, y = float(text.get("x", 0)), float(text.get("y", 0)) - BASELINE
    for run in re.finditer(BLOCK + "+", said):
        left, width = x + run.start() * CELL_WIDTH, len(run[0]) * CELL_WIDTH
        yield Item(
            True,
            f'<rect{style} shape-rendering="crispEdges" x="{left:g}" y="{y:g}" width="{width:g}" height="{HEIGHT:g}"/>',
        )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\u00a0", "&#160;")


def moving(screens: Sequence[Sequence[Item]], seconds: Sequence[float], poster: int) -> str:
    """One SVG that shows these screens in turn, each for so many seconds; ``poster`` is the one that stands still."""
    shown: dict[Item, set[int]] = defaultdict(set)
    for number, screen in enumerate(screens):
        for item in screen:
            shown[item].add(number)
    together: dict[tuple[int, ...], list[Item]] = defaultdict(list)
    for item, numbers in shown.items():
        together[tuple(sorted(numbers))].append(item)
    names = {numbers: f"f{index}" for index, numbers in enumerate(sorted(together))}
    always = tuple(range(len(screens)))
    rules = [
        line
        for numbers, name in names.items()
        if numbers != always
        for line in _rules(name, numbers, seconds, at_rest=poster in numbers)
    ]
    body = [
        line
        for is_text in (False, True)
        for numbers, name in names.items()
        for line in _group(name, [item.drawn for item in together[numbers] if item.is_text == is_text])
    ]
    return "\n".join([*_HEAD, "<style>", *_FONT, *rules, "</style>", *_WINDOW, *body, "</g>", "</svg>", ""])


def _rules(name: str, numbers: tuple[int, ...], seconds: Sequence[float], *, at_rest: bool) -> list[str]:
    """When what has this name is visible."""
    whole = sum(seconds)
    steps, before = [], None
    for number, begins in enumerate(_sums(seconds)):
        now = "visible" if number in numbers else "hidden"
        if now != before:
            steps.append(f"{100 * begins / whole:.3f}%{{visibility:{now}}}")
        before = now
    still = "visible" if at_rest else "hidden"
    return [
        f".{name}{{visibility:{still};animation:{name} {whole:g}s step-end infinite}}",
        f"@keyframes {name}{{{''.join(steps)}}}",
    ]


def _sums(seconds: Sequence[float]) -> Iterator[float]:
    begins = 0.0
    for each in seconds:
        yield begins
        begins += each


def _group(name: str, drawn: list[str]) -> list[str]:
    return [f'<g class="{name}">', *drawn, "</g>"] if drawn else []


_WIDTH: Final = COLUMNS * CELL_WIDTH + 18
_HEIGHT: Final = ROWS * CELL_HEIGHT + 50
_HEAD: Final = (f'<svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" xmlns="http://www.w3.org/2000/svg">',)
_FONT: Final = ("text{font-family:Fira Code,Menlo,Consolas,DejaVu Sans Mono,monospace;font-size:20px}",)
_WINDOW: Final = (
    f'<rect fill="#292929" x="1" y="1" width="{_WIDTH - 2:g}" height="{_HEIGHT - 2:g}" rx="8"/>',
    '<circle cx="26" cy="22" r="7" fill="#ff5f57"/>',
    '<circle cx="48" cy="22" r="7" fill="#febc2e"/>',
    '<circle cx="70" cy="22" r="7" fill="#28c840"/>',
    '<g transform="translate(9,41)">',
)


def draw() -> str:
    """Replay the race, and return the moving picture."""
    shown = asyncio.run(frames())
    return moving([items_of(frame.svg) for frame in shown], [frame.seconds for frame in shown], POSTER)


def main() -> int:
    """Draw the picture."""
    PICTURE.write_text(draw(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
