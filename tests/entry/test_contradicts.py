"""A line that contradicts what was recorded before it says so while it is typed; it may be recorded all the same."""

from __future__ import annotations

import pytest

from tests.entry.races import after_laps
from tests.entry.test_preview import previews
from tests.streams import event

FIVE = after_laps(5, event("note", 300_000, text="waiting"))


@pytest.mark.parametrize(
    ("line", "english", "dutch"),
    [
        (
            "@3:32 lap 6",
            "leader’s lap 6 took 1:02.00, a lap takes 0:30.00; expected one more in between: @3:01 lap 6",
            "ronde 6 van de koploper duurde 1:02.00, anders 0:30.00; verwacht er een tussen: @3:01 ronde 6",
        ),
        (
            "@2:31 lap 6",
            "leader’s lap 6 took 0:01.00, a lap takes 0:30.00: is that right? if not: u",
            "ronde 6 van de koploper duurde 0:01.00, anders 0:30.00: klopt dat? zo niet: u",
        ),
    ],
)
def test_a_lap_that_took_far_too_long_or_too_short(line: str, english: str, dutch: str) -> None:
    said = previews(line, FIVE)
    assert english in said[0]
    assert dutch in said[1]


def test_a_usual_lap_has_no_remark() -> None:
    assert "expected" not in previews("@3:02 lap 6", FIVE)[0]
