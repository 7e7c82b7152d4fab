"""The moving picture in the README shows the screen as the program draws it now."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from docs.moving_picture import PICTURE, Item, draw, moving

LARGEST = 1_000_000
HOW = "python -m docs.moving_picture"


def test_it_is_small_stands_alone_and_runs_no_script() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert len(drawn.encode()) < LARGEST
    ET.fromstring(drawn)  # noqa: S314 - drawn by this program
    assert drawn.count("http") == 1  # the name of SVG itself
    assert "<script" not in drawn


def test_it_is_drawn_as_the_screen_is_now() -> None:
    kept, now = PICTURE.read_text(encoding="utf-8"), draw()
    before = set(kept.splitlines())
    missing = [line for line in now.splitlines() if line not in before]
    assert kept == now, f"the screen has changed: {missing[:9]}; where that is meant, {HOW}"


def test_where_nothing_moves_it_shows_the_second_sprint() -> None:
    still = re.sub(r"\.(f\d+)\{visibility:hidden.*", r"hidden \1", PICTURE.read_text(encoding="utf-8"))
    hidden = set(re.findall(r"hidden (f\d+)", still))
    groups = re.findall(r'<g class="(f\d+)">\n(.*?)</g>', still, re.DOTALL)
    assert "sprint&#160;2" in "".join(drawn for name, drawn in groups if name not in hidden)


def test_what_several_frames_share_is_drawn_once_and_each_is_visible_in_its_own_time() -> None:
    ground, first, second = (Item(False, "<rect/>"), Item(True, "<text>1</text>"), Item(True, "<text>2</text>"))
    drawn = moving([[ground, first], [ground, second]], [1.0, 3.0], poster=1)
    assert [drawn.count(item.drawn) for item in (ground, first, second)] == [1, 1, 1]
    assert "{0.000%{visibility:visible}25.000%{visibility:hidden}}" in drawn
    assert "{0.000%{visibility:hidden}25.000%{visibility:visible}}" in drawn
    assert drawn.index("<rect/>") < drawn.index("<text>1</text>")
    assert drawn == moving([[ground, first], [ground, second]], [1.0, 3.0], poster=1)
