"""The preview of a race before the gun: field, points to win, and notes on the start sheet, without favourites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from massstart_tui.race.sheet import Sheet
from massstart_tui.report.story.sentences import All, Aside, Count, Nations, Numbers, Quoted, Sentence, Who, say


def preview_of(sheet: Sheet) -> Iterator[Sentence]:
    """Yield the field, the race and its points, who advances, and what the start sheet notes about skaters."""
    yield _field(sheet)
    yield from _most(sheet)
    rules = sheet.rules_in_force()
    laps = Count(sheet.laps, "laps")
    if rules.sprints:
        same = len({sprint.points for sprint in rules.sprints}) == 1
        code = "before.sprints" if same else "before.sprint_laps"
        points, at = Numbers(rules.sprints[0].points), Numbers(rules.sprint_laps())
        yield say(code if len(rules.sprints) > 1 else f"{code}.alone", laps=laps, at=at, points=points)
    else:
        yield say("before.no_sprints", laps=laps)
    if rules.finish:
        yield say("before.finish", points=Numbers(rules.finish))
    if sheet.qualify is not None:
        yield say("before.cut.alone" if sheet.qualify == 1 else "before.cut", count=Count(sheet.qualify))
    for skater in sheet.skaters:
        if skater.notes:
            notes = tuple(say("part.quoted", text=Quoted(note)) for note in skater.notes)
            yield say("before.note", who=Who((skater.bib,)), notes=All(notes))


def headline_before(sheet: Sheet) -> Sentence:
    """Return the headline with the number of starters."""
    return say("headline.before", skaters=Count(len(sheet.skaters), "skaters"))


def _field(sheet: Sheet) -> Sentence:
    skaters = Count(len(sheet.skaters), "skaters")
    nations = {skater.noc for skater in sheet.skaters if skater.noc}
    if not nations or not all(skater.noc for skater in sheet.skaters):
        return say("before.field", skaters=skaters, title=Aside(None))
    return say("before.field_of_nations", skaters=skaters, nations=Count(len(nations), "nations"))


def _most(sheet: Sheet) -> Iterator[Sentence]:
    """Yield the nations with more skaters than any other."""
    numbers = Counter(skater.noc for skater in sheet.skaters if skater.noc)
    most = max(numbers.values(), default=0)
    nations = [noc for noc, number in numbers.items() if number == most]
    if most > 1 and len(nations) < len(numbers):
        first = {noc: next(s.bib for s in sheet.skaters if s.noc == noc) for noc in nations}
        code = "before.most.alone" if len(nations) == 1 else "before.most"
        yield say(code, nations=Nations(tuple(first.values())), count=Count(most))
