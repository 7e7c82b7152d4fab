"""The messages of Vantage that massstart uses, as models of the JSON in which they come.

A message is checked here once, so that what reads it can rely on its types. Times are in ticks of 100 ns, race times
count from the gun. Fields that are not used are not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import from_json

from massstart_tui.race.record import WrongForm
from massstart_tui.race.record_models import wrong_form
from massstart_tui.stream.faults import Fault, Flaw, form_faults, shown

TICKS_PER_MS: Final = 10_000
MOST_LISTED: Final = 1_000
"""How many skaters, laps or distances a message may list; a heat has fewer than a hundred."""
Ticks = Annotated[int, Field(ge=0, le=86_400_000 * TICKS_PER_MS)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Text = Annotated[str, Field(max_length=500)]


def milliseconds(ticks: int) -> int:
    """Return a time in whole milliseconds, rounded."""
    return (ticks + TICKS_PER_MS // 2) // TICKS_PER_MS


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, defer_build=True, alias_generator=to_camel)


class HeatNumber(_Part):
    """A heat within its distance."""

    round: Count
    number: Count


class MeasuredBy(_Part):
    """What measured a lap."""

    how: Text | None = None
    appliance_name: Text | None = None
    appliance_instance_name: Text | None = None


class MeasuredLap(_Part):
    """One measurement of a skater over the line, ``time`` after the gun; ``when`` is the moment of it or of its entry.

    ``fixed_index`` is the lap that it ends, if the system says so, ``fixed_ranking`` the place in it.
    """

    flags: Annotated[int, Field(ge=0, lt=1 << 32)]
    time: Ticks
    when: Text
    instance_name: Text | None = None
    presentation_source: MeasuredBy | None = None
    fixed_index: Count | None = None
    fixed_ranking: Count | None = None


class PersonName(_Part):
    """The parts of a name."""

    first_name: Text | None = None
    surname_prefix: Text | None = None
    surname: Text | None = None


class Competitor(_Part):
    """Who skates; ``start_number`` is the bib."""

    start_number: int | None = None
    name: PersonName | None = None
    full_name: Text | None = None
    nationality_code: Text | None = None


class WornTransponder(_Part):
    """A chip by its code."""

    code: int | Text


class ResultStatus(_Part):
    """Whether a skater has a valid time, and why not."""

    time_invalid_reason: int | None = None


class ResultTime(_Part):
    """The time of a skater, and what measured it."""

    time: Ticks
    how: Text | None = None


class HeatSkater(_Part):
    """A skater in a heat, by the id that all later messages have."""

    id: Text
    competitor: Competitor | None = None
    transponders: Annotated[tuple[WornTransponder, ...], Field(max_length=MOST_LISTED)] | None = None
    result: ResultStatus | None = None
    time: ResultTime | None = None


class HeatEntry(_Part):
    """A skater in a heat, and the laps that are known already."""

    race: HeatSkater
    laps: Annotated[tuple[MeasuredLap, ...], Field(max_length=MOST_LISTED)] | None = None


class RankedLap(_Part):
    """The place of a skater at an intermediate sprint."""

    race_id: Text
    ranking: Count | None = None
    time: Ticks | None = None


class Venue(_Part):
    """Where a competition takes place."""

    name: Text | None = None


class RaceDistance(_Part):
    """A distance of a competition. A ``value_quantity`` of 1 says that ``value`` counts laps."""

    id: Text
    number: Count
    name: Text | None = None
    discipline: Text | None = None
    track_length: float | None = None
    value: int | None = None
    value_quantity: int | None = None


class Competition(_Part):
    """A competition and its distances."""

    name: Text | None = None
    venue: Venue | None = None
    distances: Annotated[tuple[RaceDistance, ...], Field(max_length=MOST_LISTED)] | None = None


class CompetitionActivated(_Part):
    """The system shows this competition."""

    competition: Competition


class DistanceActivated(_Part):
    """The system shows this distance."""

    distance: RaceDistance


class HeatMessage(_Part):
    """A message about a heat; of most types nothing else is used."""

    distance_id: Text
    heat: HeatNumber


class HeatActivated(HeatMessage):
    """The system shows this heat, and sends all that is known about it once more."""

    races: Annotated[tuple[HeatEntry, ...], Field(max_length=MOST_LISTED)]


class HeatStarted(HeatMessage):
    """The gun at ``started``; ``clock`` is how old that was when it was sent, ``_time`` when it was recorded."""

    started: Text
    clock: Ticks | None = None
    told_at: Annotated[Text | None, Field(alias="_time")] = None


class HeatCleared(HeatMessage):
    """The clock of the heat was reset, and its laps with it."""


class RaceLapChanged(HeatMessage):
    """A measurement of a skater was added, or has changed."""

    race_id: Text
    lap: MeasuredLap


class HeatLapPointsChanged(HeatMessage):
    """The order of the intermediate sprint that ends the lap ``index``; without ``laps`` there is none any more."""

    index: Count
    laps: Annotated[tuple[RankedLap, ...], Field(max_length=MOST_LISTED)]


class HeatCommitted(HeatMessage):
    """The result of the heat."""

    races: Annotated[tuple[HeatEntry, ...], Field(max_length=MOST_LISTED)]


Message = CompetitionActivated | DistanceActivated | HeatMessage
_KINDS: Final[Mapping[str, type[CompetitionActivated | DistanceActivated | HeatMessage]]] = {
    "CompetitionActivatedEvent": CompetitionActivated,
    "DistanceActivatedEvent": DistanceActivated,
    "HeatActivatedEvent": HeatActivated,
    "HeatStartedEvent": HeatStarted,
    "HeatClearedEvent": HeatCleared,
    "RaceLapAddedEvent": RaceLapChanged,
    "RaceLapUpdatedEvent": RaceLapChanged,
    "HeatLapPointsChangedEvent": HeatLapPointsChanged,
    "HeatCommittedEvent": HeatCommitted,
}
_OF_A_HEAT: Final = frozenset(
    {"RacePassingAddedEvent", "LastRaceSpeedChangedEvent", "LastPresentedRaceLapChangedEvent"}
)
"""Types that say that a heat goes on, and nothing else that is used."""


def parse_message(text: str, number: int) -> Message | tuple[Fault, ...]:
    """Return the message in a line, or why it cannot be used; no fault for a message of a type that is not used."""
    try:
        data: Any = from_json(text)
    except ValueError:
        return (Fault(number, "", Flaw.NOT_A_MESSAGE, {"given": shown(text)}),)
    kind = data.get("typeName") if isinstance(data, dict) else None
    if not isinstance(kind, str):
        return (Fault(number, "", Flaw.NOT_A_MESSAGE, {"given": shown(text)}),)
    model = HeatMessage if kind in _OF_A_HEAT else _KINDS.get(kind)
    if model is None:
        return ()
    try:
        with wrong_form():
            return model.model_validate_json(text)
    except WrongForm as wrong:
        return () if model is HeatMessage else tuple(form_faults(number, wrong))
