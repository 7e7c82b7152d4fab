"""The types of events in a stream, version 1, as frozen records in one tagged union."""

from __future__ import annotations

from typing import Any, Final, Literal, final, get_args

from massstart_tui.race.event_base import (
    Bib,
    Bibs,
    Colour,
    EventBase,
    GroupsInOrder,
    LapNumber,
    Laps,
    ListedSkater,
    Moment,
    Order,
    PointsOfSkaters,
    Seq,
    Times,
)
from massstart_tui.race.record import literal_in
from massstart_tui.race.state import bibs_in


class Start(EventBase):
    """The gun: the clock runs."""

    type: Literal["start"]


class NeutralEnd(EventBase):
    """The second shot: the neutral lap is over, and the race is on."""

    type: Literal["neutral_end"]


class Stop(EventBase):
    """The race is stopped."""

    type: Literal["stop"]
    reason: str | None = None


class Resume(EventBase):
    """The race goes on after a stop; laps and points stand.

    ``to_go`` is the number of laps left from here, if the referee gives it. The distance is then the laps that the
    leader has completed and these; the sprints stay at the ends of their laps. A race that was only neutralised is
    stopped and resumed as well: the laps skated in between are laps.
    """

    type: Literal["resume"]
    to_go: LapNumber | None = None
    reason: str | None = None


class Restart(EventBase):
    """The race is started anew; what came before counts for nothing."""

    type: Literal["restart"]
    reason: str | None = None


class Distance(EventBase):
    """The distance was changed to ``laps`` during the race."""

    type: Literal["distance"]
    laps: LapNumber
    reason: str | None = None


class Lap(EventBase):
    """The leader (``bib``, if known) has completed this lap; without ``lap``, ``bib`` leads in mid-lap."""

    type: Literal["lap"]
    lap: LapNumber | None = None
    bib: Bib | None = None


class Crossing(EventBase):
    """This skater crosses the line, as a timing system records it, once for each skater and lap.

    ``loop`` is the loop of the system that is the line, if it has several.
    """

    type: Literal["crossing"]
    bib: Bib
    loop: str | None = None


class SprintOrder(EventBase):
    """The order of the intermediate sprint at this lap."""

    type: Literal["sprint"]
    lap: LapNumber
    order: Order


class Finish(EventBase):
    """These skaters finish, in this order, behind those who have finished already; ``times`` in ms beside ``order``."""

    type: Literal["finish"]
    order: Order
    times: Times | None = None


class Groups(EventBase):
    """Who skates together, the front group first; ``gaps`` in ms to the group ahead."""

    type: Literal["groups"]
    groups: GroupsInOrder
    gaps: Times | None = None


class Attack(EventBase):
    """These skaters are away from the bunch."""

    type: Literal["attack"]
    bibs: Bibs


class Caught(EventBase):
    """The attack of these skaters is over."""

    type: Literal["caught"]
    bibs: Bibs


class Fall(EventBase):
    """These skaters fell. ``caused_by`` is who brought them down, if somebody said so; it implies no fault."""

    type: Literal["fall"]
    bibs: Bibs
    caused_by: Bibs | None = None
    reason: str | None = None


class Rejoin(EventBase):
    """These skaters are back in the race, and in the bunch, after a fall."""

    type: Literal["rejoin"]
    bibs: Bibs


class LappedBy(EventBase):
    """The leaders, or the bunch if that counts, have lapped these skaters; ``laps`` completed, if known."""

    type: Literal["lapped"]
    bibs: Bibs
    laps: Laps | None = None


class LapGained(EventBase):
    """These skaters have gained a lap on the bunch."""

    type: Literal["lap_gained"]
    bibs: Bibs


class Eliminated(EventBase):
    """These skaters are out as the last over the line, in the order of going out; ``laps`` as for `Withdraw`."""

    type: Literal["eliminated"]
    bibs: Bibs
    laps: Laps | None = None


class Withdraw(EventBase):
    """These skaters did not finish; ``laps`` completed, else taken from crossings, else from the leader."""

    type: Literal["withdraw"]
    bibs: Bibs
    laps: Laps | None = None
    reason: str | None = None


class DidNotStart(EventBase):
    """These skaters did not start."""

    type: Literal["dns"]
    bibs: Bibs


class Card(EventBase):
    """A referee's card."""

    type: Literal["card"]
    bib: Bib
    colour: Colour
    rule: str | None = None


class Disqualify(EventBase):
    """These skaters are disqualified, by ``rule`` if it is given."""

    type: Literal["disqualify"]
    bibs: Bibs
    rule: str | None = None


class Advance(EventBase):
    """The referee lets these skaters through as well."""

    type: Literal["advance"]
    bibs: Bibs
    reason: str | None = None


class Review(EventBase):
    """These skaters are under protest or review, or no longer if ``lifted``; nothing changes until it is decided."""

    type: Literal["review"]
    bibs: Bibs
    reason: str | None = None
    lifted: bool | None = None


class Relegate(EventBase):
    """The jury places these skaters behind others at the finish, by ``rule`` if it is given.

    They come directly behind the skater ``behind``, else behind all who completed the distance. The points at the
    finish are those of the new places; points won at intermediate sprints stand.
    """

    type: Literal["relegate"]
    bibs: Bibs
    behind: Bib | None = None
    rule: str | None = None


class SkaterListed(EventBase):
    """This skater is on the start sheet: a late starter, or the corrected entry of the skater with bib ``replaces``."""

    type: Literal["skater"]
    skater: ListedSkater
    replaces: Bib | None = None


class SprintPoints(EventBase):
    """Points at the intermediate sprints that were published as a sum, without their split: pairs of bib and points.

    They count for the skater in place of what the sprints give, and are never less than that.
    """

    type: Literal["points"]
    points: PointsOfSkaters
    reason: str | None = None


class Note(EventBase):
    """Free text, about ``bibs`` if they are given.

    ``gun`` is when the gun was fired by the clock of a timing system, as the system writes it: that of its passings.
    ``heat`` is what a feed of several heats calls the one that is recorded here.
    """

    type: Literal["note"]
    text: str
    bibs: Bibs | None = None
    gun: str | None = None
    heat: str | None = None


@final
class Clock(EventBase):
    """The clock was wrong: what was recorded since the gun, and before this event, happened ``shift`` ms later."""

    type: Literal["clock"]
    shift: Moment


class ClockSet(EventBase):
    """The race clock was set ``shift`` ms forward (back if negative), for what is recorded after this event only.

    ``t`` is on the clock as it is set.
    """

    type: Literal["clock_set"]
    shift: Moment


class Official(EventBase):
    """The result is official."""

    type: Literal["official"]


@final
class Retract(EventBase):
    """The event with seq ``target`` never happened."""

    type: Literal["retract"]
    target: Seq
    reason: str | None = None


@final
class Amend(EventBase):
    """The event with seq ``target`` was ``event`` instead, which has its own ``t`` and ``type``."""

    type: Literal["amend"]
    target: Seq
    event: dict[str, Any]
    reason: str | None = None


@final
class Unknown(EventBase):
    """An event of a type that this version does not know: it is kept, shown as unknown, and changes nothing."""

    type: str


Happening = (
    Crossing
    | Lap
    | Note
    | Groups
    | SprintOrder
    | Finish
    | Attack
    | Caught
    | Fall
    | Rejoin
    | LappedBy
    | LapGained
    | Eliminated
    | Withdraw
    | DidNotStart
    | Card
    | Disqualify
    | Advance
    | Review
    | Relegate
    | SprintPoints
    | SkaterListed
    | Start
    | NeutralEnd
    | Stop
    | Resume
    | Restart
    | Distance
    | ClockSet
    | Official
)
"""The events that change the state of a race."""

Known = Happening | Clock | Retract | Amend
"""Every event type of this version: those that change the state, and clock, retract and amend, which correct others."""

EVENT_KINDS: Final[dict[str, type[Known]]] = {literal_in(kind.FIELDS["type"]): kind for kind in get_args(Known)}
"""The classes of these events by the values of ``type``."""
EVENT_TYPES: Final = frozenset(EVENT_KINDS)
CORRECTING: Final = frozenset({"clock", "retract", "amend"})
GUNS: Final = frozenset({"start", "restart"})
Correction = Clock | Retract | Amend
Event = Known | Unknown


def concerns(event: Event, bib: int) -> bool:
    """Return whether an event is about this skater, or says that this skater brought somebody down."""
    return bib in bibs_of(event) or (type(event) is Fall and bib in (event.caused_by or ()))


def bibs_of(event: Event) -> tuple[int, ...]:
    """Return the bibs that an event is about, in its own order; none for an event about the race as a whole."""
    if type(event) is Unknown:
        return ()
    match event.type:
        case "skater":
            return (event.skater.bib,)
        case "crossing" | "card":
            return (event.bib,)
        case "lap":
            return () if event.bib is None else (event.bib,)
        case "sprint" | "finish":
            return bibs_in(event.order)
        case "groups":
            return tuple(bib for group in event.groups for bib in group)
        case "points":
            return tuple(bib for bib, _ in event.points)
        case "relegate":
            return event.bibs if event.behind is None else (*event.bibs, event.behind)
        case _:
            bibs: tuple[int, ...] | None = getattr(event, "bibs", None)
            return bibs or ()
