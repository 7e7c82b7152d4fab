"""Check events and start sheets against the rules of the sport, after their form has been found correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Final, TypeVar

from massstart_tui.race.chip_codes import chip_key, tag_number
from massstart_tui.race.events import Event, Fall, Finish, Groups, SkaterListed, SprintOrder, bibs_of
from massstart_tui.race.misfits import Misfit, Wrong
from massstart_tui.race.rules import DEFAULT_PRESET, PRESETS, Rules
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Place, bibs_in

Value = TypeVar("Value", int, str)
MOST_TIMES: Final = 1000
"""The most sprints, and the most eliminations, in one race."""


def wrong_with_event(event: Event, on_sheet: Container[int], rules: Rules, in_the_race: int) -> Iterator[Wrong]:
    """Yield every error in ``event``, given the bibs on the sheet and the number of skaters in the race."""
    if type(event) is SkaterListed:
        yield from _wrong_with_skater(event, on_sheet)
        return
    bibs = bibs_of(event)
    if type(event) is Fall:
        yield from _wrong_with_cause(event, on_sheet)
    for bib in dict.fromkeys(bibs):
        if bib not in on_sheet:
            yield Wrong(_bib_field(event), Misfit.BIB_NOT_ON_SHEET, {"bib": bib})
    if len(bibs) > 1:
        yield from _bibs_twice(event, bibs)
    if type(event) is SprintOrder:
        yield from _wrong_with_sprint(event, rules, in_the_race)
    elif type(event) is Finish:
        yield from _not_as_many("times", event.times, "order", event.order)
    elif type(event) is Groups:
        yield from _not_as_many("gaps", event.gaps, "groups", event.groups)


def _wrong_with_skater(event: SkaterListed, on_sheet: Container[int]) -> Iterator[Wrong]:
    """Yield an error if ``replaces`` is not on the sheet.

    Whether somebody else has the new bib is not checked here, since only all corrections together tell: it may have
    been given up, or its event taken back.
    """
    if event.replaces is not None and event.replaces not in on_sheet:
        yield Wrong("replaces", Misfit.BIB_NOT_ON_SHEET, {"bib": event.replaces})


def _wrong_with_cause(event: Fall, on_sheet: Container[int]) -> Iterator[Wrong]:
    """Yield the bibs of ``caused_by`` that are not on the sheet; those skaters may have fallen as well."""
    for bib in event.caused_by or ():
        if bib not in on_sheet:
            yield Wrong("caused_by", Misfit.BIB_NOT_ON_SHEET, {"bib": bib})


def _bibs_twice(event: Event, bibs: tuple[int, ...]) -> Iterator[Wrong]:
    for bib, times in Counter(bibs).items():
        if times > 1:
            yield Wrong(_bib_field(event), Misfit.BIB_TWICE, {"bib": bib})


def _bib_field(event: Event) -> str:
    return next((name for name in ("order", "groups", "points", "bibs", "bib") if name in type(event).FIELDS), "bib")


def _wrong_with_sprint(event: SprintOrder, rules: Rules, in_the_race: int) -> Iterator[Wrong]:
    """Yield an error if there is no sprint at this lap, and a harmless one if the order has too few places."""
    points = rules.points_at(event.lap)
    if not points:
        laps = ", ".join(map(str, rules.sprint_laps()))
        if laps:
            yield Wrong("lap", Misfit.NO_SPRINT_AT_LAP, {"lap": event.lap, "laps": laps})
        else:
            yield Wrong("lap", Misfit.NO_SPRINTS, {"lap": event.lap})
        return
    wanted = min(len(points), in_the_race)
    places = _places_taken(event.order)
    if places < wanted:
        values: dict[str, str | int] = {"places": places, "wanted": wanted}
        yield Wrong("order", Misfit.ORDER_TOO_SHORT, values, harmless=True)


def _places_taken(order: tuple[Place, ...]) -> int:
    return len(bibs_in(order)) + sum(1 for place in order if place is None)


def _not_as_many(
    name: str, values: tuple[object, ...] | None, beside: str, others: tuple[object, ...]
) -> Iterator[Wrong]:
    if values is not None and len(values) != len(others):
        yield Wrong(name, Misfit.NOT_AS_MANY, {"given": len(values), "beside": beside, "wanted": len(others)})


def wrong_with_sheet(sheet: Sheet) -> Iterator[Wrong]:
    """Yield every error in a start sheet whose form is correct."""
    for bib, index in _repeated(skater.bib for skater in sheet.skaters):
        yield Wrong(f"skaters[{index}].bib", Misfit.BIB_TWICE, {"bib": bib})
    for id_, index in _repeated(skater.id or None for skater in sheet.skaters):
        yield Wrong(f"skaters[{index}].id", Misfit.ID_TWICE, {"id": id_})
    yield from _transponders_twice(sheet)
    yield from _wrong_with_rules(sheet)


def _wrong_with_rules(sheet: Sheet) -> Iterator[Wrong]:
    if sheet.rules.preset is not None and sheet.rules.preset not in PRESETS:
        values: dict[str, str | int] = {"preset": sheet.rules.preset, "presets": ", ".join(PRESETS)}
        yield Wrong("rules.preset", Misfit.UNKNOWN_PRESET, values)
    for lap, index in _repeated(sprint.lap for sprint in sheet.rules.sprints or ()):
        yield Wrong(f"rules.sprints[{index}].lap", Misfit.SPRINT_LAP_TWICE, {"lap": lap})
    for index, sprint in enumerate(sheet.rules.sprints or ()):
        if sprint.lap >= sheet.laps:
            values = {"lap": sprint.lap, "laps": sheet.laps}
            yield Wrong(f"rules.sprints[{index}].lap", Misfit.SPRINT_BEYOND_DISTANCE, values)
    yield from _too_often(sheet)


def _too_often(sheet: Sheet) -> Iterator[Wrong]:
    """Yield what happens every so many laps and comes more often than MOST_TIMES.

    A screen or the memory would have no room for more.
    """
    table, preset = sheet.rules, PRESETS.get(sheet.rules.preset or DEFAULT_PRESET)
    both = {
        "sprints_every": table.sprints_every or (preset and preset.sprints_every),
        "eliminate_every": table.eliminate_every or (preset and preset.eliminate_every),
    }
    for name, every in both.items():
        if every and (times := len(every.at(sheet.laps))) > MOST_TIMES:
            yield Wrong(f"rules.{name}", Misfit.TOO_OFTEN, {"times": times, "most": MOST_TIMES})


def _transponders_twice(sheet: Sheet) -> Iterator[Wrong]:
    """Yield the transponders that were there before, under the same name or another: a label is its code."""
    worn: set[str] = set()
    for index, skater in enumerate(sheet.skaters):
        for transponder in skater.transponders:
            key = tag_number(transponder) or chip_key(transponder)
            if key in worn:
                yield Wrong(f"skaters[{index}].transponders", Misfit.TRANSPONDER_TWICE, {"transponder": transponder})
            worn.add(key)


def _repeated(values: Iterable[Value | None]) -> Iterator[tuple[Value, int]]:
    """Yield each value that occurred before, with its index; None is skipped, and counted."""
    seen: set[Value] = set()
    for index, value in enumerate(values):
        if value is None:
            continue
        if value in seen:
            yield value, index
        seen.add(value)
