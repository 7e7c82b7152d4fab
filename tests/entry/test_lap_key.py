"""The lap key questions a lap that comes too soon after the one before."""

from __future__ import annotations

import pytest

from massstart_tui.entry.desk import Desk, Tone
from massstart_tui.text.words import Language, words
from tests.journal.recording import Clocks, Paper, recorder_on
from tests.race.builders import a_sheet

SAY = words(Language.EN)


def lap_after(*gaps: int) -> str:
    """Return what the desk says about the last of laps of these lengths in ms, the first counted from the gun."""
    clocks = Clocks()
    desk = Desk(recorder_on(Paper(a_sheet(6, laps=9)), clocks))
    remark = desk.lap(clocks.steady(), SAY)
    for gap in gaps:
        clocks.advance(gap)
        remark = desk.lap(clocks.steady(), SAY)
        assert remark.tone is Tone.RECORDED
    assert desk.recorder.state.lap == len(gaps)
    return remark.text


@pytest.mark.parametrize(
    ("gaps", "soon"),
    [
        pytest.param((14_999,), True, id="a first lap under 15 s"),
        pytest.param((15_000,), False, id="a first lap of 15 s"),
        pytest.param((40_000, 19_999), True, id="under half of a lap of 40 s"),
        pytest.param((40_000, 20_000), False, id="half of a lap of 40 s"),
        pytest.param((40_000, 20_000, 14_999), True, id="under half of the average of 30 s"),
        pytest.param((40_000, 20_000, 15_000), False, id="half of the average, though less than half of the first"),
        pytest.param((20_000, 40_000, 14_999), True, id="under half of the average, though not of the shortest"),
        pytest.param((20_000, 10_001), False, id="less than a first lap may take, and half of the average"),
    ],
)
def test_a_lap_is_questioned_that_took_less_than_half_of_the_average_and_a_first_under_15_seconds(
    gaps: tuple[int, ...], soon: bool
) -> None:
    said = lap_after(*gaps)
    assert ("only" in said) is soon
    # The gun is no lap before the first.
    assert ("after the gun" in said) is (soon and len(gaps) == 1)
    assert ("after the one before" in said) is (soon and len(gaps) > 1)
