"""The moving picture in the README shows the screen as the program draws it now."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from docs.moving_picture import PICTURE, POSTER, STEP, Item, frames, items_of, moving, snapshot

LARGEST = 1_000_000
HOW = "python -m docs.moving_picture"


def test_it_is_small_stands_alone_and_runs_no_script() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert len(drawn.encode()) < LARGEST
    ET.fromstring(drawn)  # noqa: S314 - drawn by this program
    assert drawn.count("http") == 1  # the name of SVG itself
    assert "<script" not in drawn


@pytest.mark.parametrize("number", [0, POSTER // STEP, -1], ids=["start", "sprint", "result"])
def test_a_frame_is_drawn_as_the_screen_is_now(number: int) -> None:
    kept = set(PICTURE.read_text(encoding="utf-8").splitlines())
    missing = [item.drawn for item in items_of(snapshot(frames()[number])) if item.drawn not in kept]
    assert not missing, f"the screen has changed; where that is meant, {HOW}"


def test_what_several_frames_share_is_drawn_once_and_each_is_visible_in_its_own_time() -> None:
    ground, first, second = (Item(False, "<rect/>"), Item(True, "<text>1</text>"), Item(True, "<text>2</text>"))
    drawn = moving([[ground, first], [ground, second]], [1.0, 3.0], poster=1)
    assert [drawn.count(item.drawn) for item in (ground, first, second)] == [1, 1, 1]
    assert "{0.000%{visibility:visible}25.000%{visibility:hidden}}" in drawn
    assert "{0.000%{visibility:hidden}25.000%{visibility:visible}}" in drawn
    assert drawn.index("<rect/>") < drawn.index("<text>1</text>")
    assert drawn == moving([[ground, first], [ground, second]], [1.0, 3.0], poster=1)
