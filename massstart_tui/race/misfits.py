"""The kinds of error in a start sheet, an event or a meeting, and one such error with its values."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum


class Misfit(StrEnum):
    """The kinds of error; each code has its sentence in the catalogue of sentences."""

    BIB_NOT_ON_SHEET = "bib_not_on_sheet"
    BIB_TWICE = "bib_twice"
    NO_SPRINTS = "no_sprints"
    NO_SPRINT_AT_LAP = "no_sprint_at_lap"
    ORDER_TOO_SHORT = "order_too_short"
    NOT_AS_MANY = "not_as_many"
    UNKNOWN_PRESET = "unknown_preset"
    SPRINT_BEYOND_DISTANCE = "sprint_beyond_distance"
    SPRINT_LAP_TWICE = "sprint_lap_twice"
    TOO_OFTEN = "too_often"
    RACE_TWICE = "race_twice"
    UNKNOWN_HEAT = "unknown_heat"
    CIRCLE = "circle"
    HEAT_NOT_OVER = "heat_not_over"
    THROUGH_OPEN = "through_open"
    RANK_OPEN = "rank_open"
    NO_CUT = "no_cut"
    SKATER_TWICE = "skater_twice"
    BIB_IN_TWO_HEATS = "bib_in_two_heats"
    NOT_THROUGH = "not_through"
    IN_NO_HEAT = "in_no_heat"
    NOT_ON_SHEET = "not_on_sheet"
    OTHER_NUMBER = "other_number"
    NAMESAKES = "namesakes"
    ID_TWICE = "id_twice"
    TRANSPONDER_TWICE = "transponder_twice"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One error: the field, the kind, and the values for its sentence.

    ``harmless`` marks an error that is reported while the race can still be shown.
    """

    field: str
    misfit: Misfit
    values: dict[str, str | int] = dataclasses.field(default_factory=dict)
    harmless: bool = False
