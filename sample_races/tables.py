"""Read the published result tables from ``tables/``; values that nobody published are None."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

FOLDER: Final = Path(__file__).parent / "tables"
DID_NOT_FINISH: Final = "DNF_or_taken_off"
"""The status of a row whose ``laps`` and ``time`` are those at which the skater left the race."""


class Row(BaseModel):
    """One skater of a result table.

    ``sprint_points`` are the points won at each intermediate sprint and at the finish, including forfeited ones.
    ``total_points`` is what counted. ``time`` is as printed, minutes:seconds.hundredths.
    """

    model_config = ConfigDict(frozen=True)

    rank: int | None
    bib: int | None
    name: str
    noc: str
    laps: int | None
    sprint_points: tuple[int, int, int, int] | None
    total_points: int | None
    time: str | None
    time_thousandths_digit: int | None = None
    status: str
    qualified: str | None
    promoted: Annotated[bool, Field(validation_alias="promoted_from_division_B")] = False

    @property
    def left(self) -> bool:
        """Whether this skater did not finish and the table says after how many laps, and when."""
        return self.status == DID_NOT_FINISH

    @property
    def ms(self) -> int | None:
        """The time in milliseconds, with thousandths if they were printed; None if there is no time."""
        if self.time is None:
            return None
        minutes, seconds = self.time.split(":")
        whole, hundredths = seconds.split(".")
        return (int(minutes) * 60 + int(whole)) * 1000 + int(hundredths) * 10 + (self.time_thousandths_digit or 0)


class Table(BaseModel):
    """The result of one race, with its sources and where they disagree."""

    model_config = ConfigDict(frozen=True)

    competition: str
    source_urls: tuple[str, ...]
    distance_laps: int
    results: tuple[Row, ...]
    conflicts: tuple[str, ...] = ()


@cache
def table(name: str) -> Table:
    """Return the result table of this name."""
    return Table.model_validate_json((FOLDER / f"{name}.json").read_bytes())
