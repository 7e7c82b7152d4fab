"""Test that the result on the screen has the same times as on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.tui.picture import Frame, take_picture
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.stage import opening


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        pytest.param([462_970, 462_979, 480_000], ["7:42.970", "7:42.979", "8:00.00"], id="one hundredth"),
        pytest.param([462_979, 463_000, 480_000], ["7:42.97", "7:43.00", "8:00.00"], id="three hundredths"),
        pytest.param([300_123, 300_123, 480_000], ["5:00.12", "5:00.12", "8:00.00"], id="the same time"),
    ],
)
def test_thousandths_are_shown_where_they_alone_tell_two_apart(
    tmp_path: Path, times: list[int], shown: list[str]
) -> None:
    finish = event("finish", 485_000, order=[1, 2, 3], times=times)
    path = tmp_path / "race.jsonl"
    skaters = make_skaters((1, "Anna Noord", "NED"), (2, "Berta Zuid", "NED"), (3, "Cara West", "NED"))
    path.write_bytes(make_stream(event("start"), *laps_of_thirty_seconds(16), finish, skaters=skaters))
    rows = take_picture(*opening(path, begin="end"), Frame("result", 120, 36)).text.splitlines()
    told = [row.split() for row in rows if "NED " in row and row.split()[0].isdigit()]
    assert [[part for part in row if ":" in part and part[0] != "+"] for row in told] == [[time] for time in shown]
