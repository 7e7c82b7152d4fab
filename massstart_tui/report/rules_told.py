"""The rules of a race in words, as short lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.race.rules import Rules
from massstart_tui.race.sheet import Sheet
from massstart_tui.text.prose import listed
from massstart_tui.text.words import Words

MOST_SPRINTS: Final = 6
"""The number of sprints that are listed; a points race has a sprint every few laps."""


def scale_of(rules: Rules) -> str:
    """Return the points of the rules in force as ``3-2-1 · 60-40-20-10-6-3``, with those of a lap gained, if any."""
    each = {sprint.points for sprint in rules.sprints}
    sprints = "-".join(map(str, next(iter(each)))) if len(each) == 1 else ""
    laps = f"±{rules.lap_points}" if rules.lap_points else ""
    return " · ".join(part for part in (sprints, "-".join(map(str, rules.finish)), laps) if part)


def distance_told(sheet: Sheet, words: Words) -> str:
    """Return the laps of a race, with its sprints if they are few."""
    laps = sheet.rules_in_force().sprint_laps()
    sprints = ", ".join(str(sheet.laps - lap) for lap in laps if lap < sheet.laps)
    code = "home.rules.sprints" if 0 < len(laps) <= MOST_SPRINTS else "home.rules.laps"
    return words(code, count=sheet.laps, sprints=sprints)


def rules_told(sheet: Sheet, rules: Rules, words: Words) -> tuple[str, ...]:
    """Return the rules of a race, each as a line: laps, points, who is taken out, and what the ranks are by."""
    return (distance_told(sheet, words), *_points(rules, words), *_on_the_ice(rules, words), _ranked_by(rules, words))


def _points(rules: Rules, words: Words) -> Iterator[str]:
    if scale := scale_of(rules):
        yield scale
    if rules.lap_points:
        yield words("rules.lap_points", count=rules.lap_points)


def _on_the_ice(rules: Rules, words: Words) -> Iterator[str]:
    if rules.neutral:
        yield words("rules.neutral")
    if rules.eliminations:
        yield words("rules.eliminations", count=len(rules.eliminations))
    yield words(f"rules.lapped.{rules.lapped}")


def _ranked_by(rules: Rules, words: Words) -> str:
    return words(
        "rules.ranked_by", criteria=listed([words(f"rules.by.{each}") for each in rules.ranking], words.language)
    )
