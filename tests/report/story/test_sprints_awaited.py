"""A sprint whose lap was completed and whose order is not recorded yet may still give points: the report says so."""

from __future__ import annotations

import pytest

from massstart_tui.text.words import Language
from tests.report.story.stories import prose, report_at
from tests.streams import Fields, event

THREE = {"preset": "isu-2018"}
"""Rules with sprints at the end of laps 4, 8 and 12 of 16."""


def laps(count: int) -> list[Fields]:
    """Return the first laps of the leader."""
    return [event("lap", lap * 30_000, lap=lap) for lap in range(1, count + 1)]


def sprint(lap: int, *order: int) -> Fields:
    """Return the order of the sprint at the end of ``lap``."""
    return event("sprint", lap * 30_000, lap=lap, order=list(order))


def under_way(*events: Fields, language: Language = Language.EN) -> str:
    """Return the report, on one line, of a race with these events after its gun."""
    return prose(report_at("end", event("start"), *events, language=language, rules=THREE, laps=16))


@pytest.mark.parametrize("done", [12, 13, 15])
@pytest.mark.parametrize(
    ("language", "awaited", "only"),
    [
        (Language.EN, "The order of the third sprint is not recorded yet. ", "Only the finish is left to come"),
        (Language.NL, "De volgorde van de derde tussensprint is nog niet vastgelegd. ", "Nu komt alleen de finish"),
    ],
)
def test_the_finish_is_not_all_that_is_to_come_until_the_last_sprint_is_recorded(
    done: int, language: Language, awaited: str, only: str
) -> None:
    before = [sprint(4, 1, 2, 3), sprint(8, 1, 2, 3), *laps(done)]
    unrecorded = under_way(*before, language=language)
    assert awaited in unrecorded
    assert only not in unrecorded
    recorded = under_way(*before, sprint(12, 1, 2, 3), language=language)
    assert awaited not in recorded
    assert only in recorded


def test_each_sprint_that_was_skated_and_not_recorded_is_named() -> None:
    assert "The order of the first and second sprints is not recorded yet. The third sprint comes in three laps." in (
        under_way(*laps(9))
    )


def test_a_sprint_that_crossings_show_in_part_is_said_to_lack_places() -> None:
    crossings = [event("crossing", lap * 30_000, bib=1) for lap in range(1, 13)]
    text = under_way(*crossings)
    assert "Not every place in all three sprints is recorded yet." in text


@pytest.mark.parametrize(
    ("second", "leads"),
    [
        # The third sprint can give three points: the leader leads whoever gets them, or only as far as was recorded.
        ([1, 2, 3], True),
        ([2, 1, 3], False),
    ],
)
def test_nobody_is_said_to_lead_who_a_sprint_to_be_recorded_can_put_behind(second: list[int], leads: bool) -> None:
    text = under_way(sprint(4, 1, 4, 5), sprint(8, *second), *laps(12))
    assert ("Noord leads" in text) == leads
    assert ("Who leads on points nobody can say" in text) == (not leads)


def test_a_sprint_whose_lap_is_not_completed_is_not_awaited() -> None:
    assert "not recorded yet" not in under_way(sprint(4, 1, 2, 3), sprint(8, 1, 2, 3), *laps(11))


def test_who_is_out_cannot_be_awaited_in_a_sprint_so_that_nobody_is_left_for_it() -> None:
    gone = [event("withdraw", 115_000, bibs=[bib], laps=3) for bib in (2, 3, 4, 5)]
    assert "not recorded yet" in under_way(*laps(4), *gone)
    everybody = event("withdraw", 115_000, bibs=[1, 6], laps=3)
    assert "not recorded yet" not in under_way(*laps(4), *gone, everybody)
