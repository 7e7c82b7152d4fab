"""Tests of the PNG of a screen: it looks like its SVG, each letter in its cell, on every machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import fontpkg
import pytest
import resvg_py
from PIL import Image, ImageChops, ImageStat

from massstart_tui.report.picture_cells import CELL_HEIGHT, CELL_WIDTH, cells_of
from massstart_tui.report.picture_png import FONT, ZOOM, letters_without_font, png_of
from massstart_tui.report.picture_shapes import is_shape

PICTURE = Path(__file__).parent.parent / "tui" / "pictures" / "bell.svg"
LEFT, TOP = 9, 41
"""Where the screen begins in the picture, in the units of the SVG."""
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")


def image(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def one_letter(svg: str, row: int, column: int) -> str:
    """Return the picture with the one letter that stands in this cell, and nothing else."""
    cell = cells_of(svg)[row, column]
    frame = re.sub(r"<text.*?</text>", "", svg, flags=re.DOTALL)
    style = next(
        name for name, rule in re.findall(r"\.massstart-(r\d+) \{([^}]*)\}", svg) if rule.strip() == cell.style
    )
    at = f'x="{column * CELL_WIDTH:g}" y="{row * CELL_HEIGHT + 20:g}"'
    text = f'<text class="massstart-{style}" {at}>{cell.letter}</text>'
    return frame.replace("</g>\n    </g>\n</svg>", f"{text}</g></g></svg>")


def box(row: int, column: int) -> tuple[int, int, int, int]:
    """Return the pixels inside a cell, without its edge, into which a neighbour may reach."""
    left, top = (LEFT + column * CELL_WIDTH) * ZOOM, (TOP + row * CELL_HEIGHT + 1.5) * ZOOM
    return round(left) + 1, round(top) + 1, round(left + CELL_WIDTH * ZOOM) - 1, round(top + CELL_HEIGHT * ZOOM) - 1


def test_every_letter_is_pixel_for_pixel_what_it_is_alone_in_its_cell() -> None:
    """A letter that is moved or stretched by its neighbours, as in `r e c o r d e d`, is another in some pixel."""
    svg = PICTURE.read_text(encoding="utf-8")
    whole = image(png_of(svg))
    row = next(row for (row, _), cell in cells_of(svg).items() if cell.letter == "S")
    places = sorted(place for place, cell in cells_of(svg).items() if place[0] == row and cell.letter.strip())
    assert len(places) > 10
    for place in places[::3]:
        alone = image(png_of(one_letter(svg, *place)))
        assert whole.crop(box(*place)).tobytes() == alone.crop(box(*place)).tobytes(), place


def test_no_font_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def draw(**wanted: object) -> bytes:
        asked.append(wanted)
        return b""

    monkeypatch.setattr(resvg_py, "svg_to_bytes", draw)
    png_of(PICTURE.read_text(encoding="utf-8"))
    assert asked[0]["skip_system_fonts"] is True
    fonts = asked[0]["font_files"]
    assert isinstance(fonts, list)
    assert all(Path(sys.prefix) in Path(font).parents for font in fonts)
    assert f"font-family: {FONT}" in str(asked[0]["svg_string"])
    assert "arial" not in str(asked[0]["svg_string"])


def test_every_sign_that_the_kept_pictures_have_is_drawn() -> None:
    pictures = [path for path in sorted(PICTURE.parent.glob("*.svg")) if "hostile" not in path.stem]
    missing = {letter for path in pictures for letter in letters_without_font(path.read_text(encoding="utf-8"))}
    assert missing == set()


@pytest.mark.parametrize("letter", "█▀▄▌▐░▚▟━─⠁⣿▸▷★")
def test_what_is_drawn_as_a_shape_puts_its_colour_into_its_cell_and_into_no_other(letter: str) -> None:
    assert is_shape(letter)
    svg = (
        '<svg viewBox="0 0 100 80" xmlns="http://www.w3.org/2000/svg"><style>.massstart-r1 { fill: #ffffff }</style>'
        '<rect width="100" height="80" fill="#000000"/>'
        f'<text class="massstart-r1" x="{CELL_WIDTH}" y="{CELL_HEIGHT + 20}">{letter}</text></svg>'
    )
    drawn = image(png_of(svg))
    left, top, right, bottom = drawn.getbbox() or (0, 0, 0, 0)
    assert (right, bottom) > (left, top)
    assert left >= round(CELL_WIDTH * ZOOM) - 1
    assert right <= round(2 * CELL_WIDTH * ZOOM) + 1
    assert top >= round((CELL_HEIGHT + 1.5) * ZOOM) - 1
    assert bottom <= round((2 * CELL_HEIGHT + 1.5) * ZOOM) + 1


def test_neighbouring_blocks_join_without_a_seam() -> None:
    svg = (
        '<svg viewBox="0 0 100 80" xmlns="http://www.w3.org/2000/svg"><style>.massstart-r1 { fill: #ffffff }</style>'
        '<text class="massstart-r1" x="0" y="20">███</text><text class="massstart-r1" x="0" y="44.4">███</text></svg>'
    )
    inside = image(png_of(svg)).crop((2, 4, round(3 * CELL_WIDTH * ZOOM) - 2, round(2 * CELL_HEIGHT * ZOOM)))
    assert inside.getextrema() == ((255, 255), (255, 255), (255, 255))


def test_a_letter_that_no_font_has_is_named() -> None:
    svg = '<text class="massstart-r1" x="0" y="20" textLength="9">Ł\U00013000a</text>'
    assert letters_without_font(svg) == {"\U00013000"}


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to draw the SVG")
def test_the_png_looks_as_a_browser_draws_the_svg(tmp_path: Path) -> None:
    """Both drawings are compared at half the size of a cell, where smoothing of edges no longer counts.

    The browser is given the same font, whatever the machine has.
    """
    assert CHROMIUM is not None
    svg = PICTURE.read_text(encoding="utf-8")
    png = image(png_of(svg))
    page, shot = tmp_path / "picture.svg", tmp_path / "shot.png"
    font = b64encode(Path(fontpkg.path(FONT)).read_bytes()).decode()
    face = f"@font-face {{ font-family: {FONT}; font-weight: 300 700; src: url(data:font/ttf;base64,{font}) }}"
    page.write_text(svg.replace("<style>", f"<style>{face}", 1), encoding="utf-8")
    width, height = (round(side / ZOOM) for side in png.size)
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
         f"--user-data-dir={tmp_path / 'profile'}", f"--force-device-scale-factor={ZOOM}",
         f"--window-size={width},{height}", f"--screenshot={shot}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    drawn = Image.open(shot).convert("RGB").resize(png.size)
    coarse = (width // 6, height // 12)
    difference = ImageChops.difference(
        drawn.resize(coarse, Image.Resampling.BOX), png.resize(coarse, Image.Resampling.BOX)
    )
    assert max(ImageStat.Stat(difference).mean) < 3
