"""Short descriptions of events, as the incident log and the screen of a skater show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from massstart_tui.race.events import (
    Event,
    Fall,
    Finish,
    Known,
    Lap,
    LapGained,
    LappedBy,
    Relegate,
    Restart,
    Resume,
    SkaterListed,
    SprintOrder,
    Stop,
    Unknown,
    bibs_of,
)
from massstart_tui.race.missing_events import MISSING
from massstart_tui.race.rules import Rules
from massstart_tui.race.sheet import Texts
from massstart_tui.race.state import Place, members
from massstart_tui.report.race_titles import text_of
from massstart_tui.report.signs import UNKNOWN_SKATER
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import TIED, gap_told, time_told
from massstart_tui.text.words import Words


class Telling:
    """Describes the events of one race in one language; skaters are told by ``names``."""

    def __init__(self, words: Words, rules: Rules, names: Mapping[int, str], texts_nl: Texts = ()) -> None:
        """Keep what every description needs; ``texts_nl`` are the Dutch texts of the start sheet."""
        self._words = words
        self._rules = rules
        self._texts_nl = texts_nl
        self._names = names

    @property
    def names(self) -> Mapping[int, str]:
        """The names of the skaters by bib."""
        return self._names

    def kind(self, event: Event) -> str:
        """Return the word for the type of an event."""
        if isinstance(event, Unknown):
            return self._words("kind.missing" if event.type == MISSING else "kind.unknown")
        if isinstance(event, SprintOrder):
            number = self._sprint_number(event.lap)
            return self._words("kind.sprint", number=number) if number else self._words("kind.sprint_any")
        if isinstance(event, Lap) and event.lap is None:
            return self._words("kind.lead")
        lifted = ".lifted" if event.type == "review" and event.lifted else ""
        return self._words(f"kind.{event.type}{lifted}")

    def _sprint_number(self, lap: int) -> int:
        """Return the number of the sprint at ``lap``, from 1; 0 if there is none."""
        laps = self._rules.sprint_laps()
        return laps.index(lap) + 1 if lap in laps else 0

    def number(self, event: Event) -> str:
        """Return the number of the lap that was completed; empty for other events."""
        return str(event.lap) if isinstance(event, Lap) and event.lap is not None else ""

    def body(self, event: Event) -> str:
        """Return what happened, and to whom; empty if the word for the type says it all."""
        if isinstance(event, Unknown):
            return "" if event.type == MISSING else plain(event.type)
        if isinstance(event, SprintOrder):
            return self._order(event.order, self._rules.points_at(event.lap))
        if isinstance(event, Finish):
            return self._finish(event)
        if isinstance(event, Fall):
            detail = self._fall(event)
        else:
            detail = self._listed(event) if isinstance(event, SkaterListed) else self._detail(event)
        return " · ".join(part for part in (self._who(event), detail) if part)

    def whole(self, event: Event) -> str:
        """Return the type and the body: ``fall: 9 Groenewoud``."""
        return ": ".join(part for part in (self.kind(event), self.body(event)) if part)

    def about(self, event: Event) -> tuple[int, ...]:
        """Return the bibs that the event is about, including who caused a fall."""
        return (*bibs_of(event), *((event.caused_by or ()) if isinstance(event, Fall) else ()))

    def _who(self, event: Known) -> str:
        """Return whom the event is about, in words."""
        if event.type == "groups":
            gaps = zip_longest(event.groups, event.gaps or ())
            return " / ".join(self._group(group, gap) for group, gap in gaps if group)
        if event.type == "relegate":
            return self._relegated(event)
        if isinstance(event, Lap) and event.lap is None and event.bib is None:
            return UNKNOWN_SKATER
        if event.type == "points":
            return " · ".join(f"{self.skater(bib)}{TIED}{points}" for bib, points in event.points)
        if event.type == "skater":
            listed = event.skater
            noc = f" ({plain(listed.noc)})" if listed.noc else ""
            said = f" “{plain(listed.say)}”" if listed.say else ""
            return f"{listed.bib}{TIED}{plain(listed.name)}{noc}{said}"
        return self.skaters(bibs_of(event))

    def _group(self, bibs: tuple[int, ...], gap: int | None) -> str:
        skaters = self.skaters(bibs)
        return (
            skaters
            if gap is None
            else f"{self._words('detail.gap', gap=gap_told(gap, self._words.language))} {skaters}"
        )

    def _relegated(self, event: Relegate) -> str:
        who = self.skaters(event.bibs)
        if event.behind is None:
            return self._words("detail.behind_all", who=who)
        return self._words("detail.behind", who=who, other=self.skater(event.behind))

    @property
    def rules(self) -> Rules:
        """The rules of the race."""
        return self._rules

    def name(self, bib: int) -> str:
        """Return the short name of a skater, or the bib if nobody has that."""
        return self._names.get(bib, str(bib))

    def skater(self, bib: int) -> str:
        """Return a skater as ``13 Kramer``."""
        return f"{bib}{TIED}{self._names.get(bib, '')}".rstrip(TIED)

    def skaters(self, bibs: Iterable[int]) -> str:
        """Return several skaters, separated by commas."""
        return ", ".join(self.skater(bib) for bib in bibs)

    def _order(self, order: tuple[Place, ...], points: tuple[int, ...]) -> str:
        """Return an order with the points of each place."""
        parts: list[str] = []
        place = 0
        for entry in order:
            bibs = members(entry)
            won = f"{TIED}{points[place]}" if place < len(points) else ""
            parts.append((" = ".join(self.skater(bib) for bib in bibs) or UNKNOWN_SKATER) + won)
            place += max(1, len(bibs))
        return " · ".join(parts)

    def _finish(self, event: Finish) -> str:
        """Return an order at the finish with the times that are known."""
        times = event.times or (None,) * len(event.order)
        parts = []
        for entry, time in zip(event.order, times, strict=False):
            who = " = ".join(self.skater(bib) for bib in members(entry)) or UNKNOWN_SKATER
            parts.append(who if time is None else f"{who} {time_told(time, self._words.language, 2)}")
        return " · ".join(parts)

    def _stopped_or_not(self, event: Stop | Resume | Restart) -> str:
        told = [self._text(event.reason)]
        if event.type == "resume" and event.to_go is not None:
            told.insert(0, self._words("detail.to_go", count=event.to_go))
        if event.type == "restart":
            told.append(self._words("detail.restart"))
        return " · ".join(part for part in told if part)

    def _lap_points(self, event: LapGained | LappedBy) -> str:
        """Return the points that a gained or lost lap counts for."""
        if event.type == "lap_gained":
            return f"+{self._rules.lap_points}"
        return f"-{self._rules.lap_points}" if self._rules.lapped == "races" else ""

    def _listed(self, event: SkaterListed) -> str:
        if event.replaces is None:
            return self._words("detail.listed")
        if event.replaces != event.skater.bib:
            return self._words("detail.was_bib", bib=event.replaces)
        return self._words("detail.corrected")

    def _text(self, text: str | None) -> str:
        """Return a free text in the reader's language if the start sheet translates it."""
        return plain(text_of(text, self._texts_nl, self._words.language))

    def _fall(self, event: Fall) -> str:
        caused = event.caused_by and self._words("detail.caused_by", skaters=self.skaters(event.caused_by))
        return " · ".join(part for part in (caused, self._text(event.reason)) if part)

    def _detail(self, event: Known) -> str:
        """Return what an event says besides its type and skaters."""
        words = self._words
        match event.type:
            case "note":
                return self._text(event.text)
            case "distance":
                return words("detail.distance", count=event.laps)
            case "lapped" | "eliminated" | "withdraw" if event.laps is not None:
                reason = self._text(event.reason) if event.type == "withdraw" else ""
                return " · ".join(part for part in (words("detail.laps", count=event.laps), reason) if part)
            case "lap_gained" | "lapped" if self._rules.lap_points:
                return self._lap_points(event)
            case "card":
                return " ".join(part for part in (words(f"card.{event.colour}"), plain(event.rule or "")) if part)
            case "disqualify" | "relegate":
                return plain(event.rule or "")
            case "stop" | "resume" | "restart":
                return self._stopped_or_not(event)
            case "withdraw" | "review" | "points" | "advance" | "retract" | "amend":
                return self._text(event.reason)
            case "clock" | "clock_set":
                return words(f"detail.{event.type}", shift=gap_told(event.shift, self._words.language))
            case _:
                return ""
