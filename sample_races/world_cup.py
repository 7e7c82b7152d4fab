"""Plans of two complete World Cup races of the season 2025/26."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

from massstart_tui.stream.header_names import Certainty
from massstart_tui.stream.provenance import About
from massstart_tui.stream.provenance_entry import Provenance
from sample_races.plans import Plan, Told
from sample_races.statements import SPRINT_TIMES, evenly, official

OBSTRUCTION: Final = "T25 (257.4.5)"
"""The rule against serious obstruction of another skater, by its code on the protocol."""


def from_the_protocol(start: str, names: str, winner: str) -> tuple[Provenance, ...]:
    """Return the statements of a race whose signed protocol was published; ``winner`` is the winner's time."""
    signed = "a copy of the signed protocol"
    return (
        official(About.START_SHEET, f"{signed}; start: {start}, as noted by the officials.{names}"),
        official(About.BIBS, signed),
        evenly(f"the winner's time, {winner}"),
        official(About.SPRINT_ORDERS, f"{signed}: the points of each sprint"),
        SPRINT_TIMES,
        official(About.FINISH_ORDER, f"{signed}: the order of the finish times, with thousandths where they decide"),
        official(About.FINISH_TIMES, signed),
        official(
            About.INCIDENTS,
            f"{signed}: who did not finish, after how many laps; whether they stopped or were taken off"
            " it does not say",
        ),
        official(About.INCIDENT_TIMES, f"{signed}: when who did not finish left the race"),
    )


CALGARY_MEN_B: Final = Plan(
    id="calgary-2025-men-b",
    table="wc2526_calgary_men_B",
    title="Men's mass start, division B",
    start=datetime(2025, 11, 23, 11, 55, tzinfo=timezone(timedelta(hours=-7))),
    venue="Calgary",
    provenance=from_the_protocol(
        "11:55 AM", " The name of bib 163 is cut off in the source, and stands here as it is printed", "7:29.43"
    ),
    told=(
        Told(
            type="lapped",
            who=("Andrey ZUYEV",),
            lap=10,
            fact=Certainty.RECONSTRUCTED,
            source="not told: second in the first sprint, but the protocol has him on no points and 25th, though"
            " with 16 laps and a time; points are lost by being lapped",
            moment=Certainty.RECONSTRUCTED,
            when="not published: halfway between the first sprint and the winner's finish",
        ),
        Told(
            type="disqualify",
            who=("Mathieu BELLOIR",),
            lap=None,
            fact=Certainty.OFFICIAL,
            source="a copy of the signed protocol: DQT25, serious obstruction of another skater (257.4.5)",
            fields={"rule": OBSTRUCTION},
        ),
    ),
)

HEERENVEEN_MEN_A: Final = Plan(
    id="heerenveen-2025-men-a",
    table="wc2526_heerenveen_men_A",
    title="Men's mass start, division A",
    start=datetime(2025, 12, 7, 15, 51, tzinfo=timezone(timedelta(hours=1))),
    venue="Heerenveen",
    names={"Antoine GÉLINAS-": "Antoine GÉLINAS-BEAULIEU"},
    provenance=from_the_protocol(
        "3:51 PM",
        " The name of bib 16 is cut off in the source: it is whole here, as in the results of Beijing 2022",
        "7:24.96",
    ),
)
