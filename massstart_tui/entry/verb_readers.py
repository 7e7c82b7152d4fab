"""Parsers of the rest of a line for most verbs, such as the gun, falls, cards, notes, the clock and corrections."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

from massstart_tui.entry.allowed import WHO
from massstart_tui.entry.correction_checks import rest_on_no_bib, still_counts
from massstart_tui.entry.expected import ExpectedKind, Target, sprint_number
from massstart_tui.entry.free_text import quoted, read_text
from massstart_tui.entry.leaving_lines import not_lapped_already, read_laps
from massstart_tui.entry.line_reader import Entered, HistoryStep, TypedLine
from massstart_tui.entry.order_changes import (
    OrderPlace,
    beside,
    finish_amended,
    finish_entries,
    flat,
    moved,
    place_in,
    same_order,
    sprint_amended,
)
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.roster import Roster
from massstart_tui.entry.tokens import TokenKind, tokens
from massstart_tui.entry.typed_orders import HEAT
from massstart_tui.entry.verb_lookup import CAUSED_BY_WORDS, COUNT_LAPS, JOINING, LAPS_WORDS, REASONS, verb_called
from massstart_tui.entry.which_sprint import nth_sprint
from massstart_tui.race.groups import ahead_of_the_bunch

LENGTHENED_BY: Final = 10
"""A race can be made longer up to twice its distance and so many laps; the laps are for short races."""


def text_behind_colon(line: TypedLine) -> dict[str, str]:
    """Return the text behind the colon under the name of its field; empty if there is none."""
    text = read_text(line.text[line.end + 1 :]) if line.text[line.end : line.end + 1] == ":" else ""
    given = line.text[line.end + 1 :].strip()
    return {REASONS[line.verb]: text} if given else {}


def read_alone(line: TypedLine) -> Entered:
    """Parse a verb without arguments, with a reason if it takes one."""
    line.the_end()
    fields = text_behind_colon(line) if line.verb in REASONS else {}
    return Entered((line.event(line.verb, **fields),))


def read_start(line: TypedLine) -> Entered:
    """Parse the gun: now, or some time ago."""
    first = line.peek()
    ago = line.signed()
    if first and ago is not None and ago > 0:
        line.unexpected(first)
    line.the_end()
    if line.exact:
        return Entered((line.event("start"),))
    if line.moment.given and not line.moment.ago:
        return Entered((line.event("start", t=0),), gun_ago=line.situation.t - line.t)
    return Entered((line.event("start", t=0),), gun_ago=line.moment.ago if ago is None else -ago)


def read_about(line: TypedLine) -> Entered:
    """Parse a verb about one or more skaters, with laps completed, who caused it, or a reason if it takes them."""
    bibs = line.skaters()
    fields: dict[str, Any] = {}
    if line.verb in COUNT_LAPS and line.taken(TokenKind.WORD, *LAPS_WORDS):
        fields["laps"] = read_laps(line)
    if line.verb == "fall" and line.taken(TokenKind.WORD, *CAUSED_BY_WORDS):
        fields["caused_by"] = line.others()
        if fields["caused_by"] == bibs and not line.exact:
            raise Problem(Code.BIB_TWICE, line.span, skater=line.roster.labels(bibs))
    line.the_end()
    if line.verb == "lapped" and not line.exact:
        not_lapped_already(line, bibs, fields.get("laps"))
    if line.verb in REASONS:
        fields |= text_behind_colon(line)
    return Entered((line.event(line.verb, bibs=bibs, **fields),))


def read_caught(line: TypedLine) -> Entered:
    """Parse that an attack is over: of the named skaters, or else of all who are away or ahead of the bunch."""
    if line.peek():
        return read_about(line)
    away = dict.fromkeys((*line.state.away, *ahead_of_the_bunch(line.state)))
    if not away:
        raise Problem(Code.NOBODY_AWAY, line.span, usage="attack")
    return Entered((line.event("caught", bibs=list(away)),))


def read_card(line: TypedLine) -> Entered:
    """Parse cards: one event for each named skater."""
    bibs = line.skaters()
    line.the_end()
    rule = text_behind_colon(line)
    return Entered(tuple(line.event("card", bib=bib, colour=line.verb, **rule) for bib in bibs))


def read_crossing(line: TypedLine) -> Entered:
    """Parse crossings of the line: one event for each named skater."""
    bibs = line.skaters()
    line.the_end()
    return Entered(tuple(line.event("crossing", bib=bib) for bib in bibs))


def read_distance(line: TypedLine) -> Entered:
    """Parse a new distance in laps; raise Problem if more have been skated."""
    laps = line.number()
    line.the_end()
    if not line.exact and laps < line.state.lap:
        raise Problem(Code.DISTANCE_SKATED, line.span, count=line.state.lap)
    if not line.exact:
        check_distance(line, laps)
    return Entered((line.event("distance", laps=laps, **text_behind_colon(line)),))


def check_distance(line: TypedLine, laps: int) -> None:
    """Raise Problem for an impossible distance; one digit too many makes it at least ten times as long."""
    planned = max(line.situation.sheet.laps, line.state.distance)
    most = 2 * planned + LENGTHENED_BY
    if laps > most:
        # The number without its last digit, which may be the one too many.
        meant = laps // 10
        nearest = meant if meant >= line.state.lap else 0
        raise Problem(Code.DISTANCE_TOO_LONG, line.span, given=laps, laps=planned, most=most, nearest=nearest)


def read_note(line: TypedLine) -> Entered:
    """Parse a note, about the skaters who are named in front of a colon, if any."""
    raw = line.text[line.start :].strip()
    bibs, text = note_parts(raw, line.roster)
    if not bibs and not line.exact:
        _about_one(line, raw)
    if not raw or (bibs and not text):
        line.unfinished()
    return Entered((line.event("note", text=read_text(text), **({"bibs": bibs} if bibs else {})),))


def _about_one(line: TypedLine, raw: str) -> None:
    """Raise Problem if a name in front of the colon is that of several skaters."""
    head, colon, tail = raw.partition(":")
    called = () if not colon or raw.startswith('"') else called_in(head, line.roster)
    if several := next((bibs for bibs in called if len(bibs) > 1), ()):
        skaters = line.roster.whole_names(several)
        about = [" ".join(map(str, bibs)) for bibs in product(*called)]
        choices = (*(f"{bibs}: {tail.strip()}" for bibs in about), quoted(raw))
        found = Problem(Code.NOTE_ABOUT_SEVERAL, line.span, skaters=skaters, bib=several[0])
        raise found.with_choices(tuple(f"{line.text[: line.start].rstrip()} {choice}" for choice in choices))


def note_parts(raw: str, roster: Roster) -> tuple[list[int], str]:
    """Return whom a note is about, and its text.

    It is about nobody unless everything in front of the colon is bibs and whole names.
    """
    head, colon, tail = raw.partition(":")
    called = () if not colon or raw.startswith('"') else called_in(head, roster)
    bibs = [bibs[0] for bibs in called if len(bibs) == 1]
    alone = 0 < len(bibs) == len(called) == len(set(bibs))
    return (bibs, tail.strip()) if alone else ([], raw)


def called_in(head: str, roster: Roster) -> tuple[tuple[int, ...], ...]:
    """Return for each bib or name in ``head`` whom it can be; empty if ``head`` has anything else."""
    called: list[tuple[int, ...]] = []
    try:
        for token in tokens(head, 0, len(head)):
            if token.kind is TokenKind.NUMBER:
                called.append(tuple({int(token.text)} & roster.bibs))
            elif named := roster.exactly(token.text):
                called.append(named)
            elif called and (of_nation := set(roster.of_nation(token.text)) & set(called[-1])):
                called[-1] = tuple(of_nation)
            elif token.text.lower() not in JOINING:
                return ()
    except Problem:
        return ()
    return tuple(called) if all(called) else ()


def read_step(line: TypedLine) -> Entered:
    """Parse an undo or a redo, which have no moment."""
    line.the_end()
    if line.amends:
        raise Problem(Code.NOT_IN_AMEND, line.span)
    line.of_no_moment()
    return Entered(order=HistoryStep(line.verb))


def read_retract(line: TypedLine) -> Entered:
    """Parse the retraction of an event by its seq; raise Problem."""
    token = line.peek()
    seq = line.number()
    line.the_end()
    span = token.span if token else line.span
    line.recorded(seq, span)
    if not line.exact:
        still_counts(line.situation, seq, span)
        rest_on_no_bib(line.situation, seq, span)
    return Entered((line.event("retract", target=seq, **text_behind_colon(line)),))


def read_place(line: TypedLine) -> Entered:
    """Parse a move of a skater to another place of the finish or a sprint, or into a dead heat.

    The others move along.
    """
    if line.amends:
        raise Problem(Code.NOT_IN_AMEND, line.span)
    told = _order_told(line)
    line.who = WHO["finish"] if told is None or told.kind is ExpectedKind.FINISH else None
    bib = line.skater()
    other = line.skater() if line.taken(TokenKind.SIGN, HEAT) else None
    place = line.number() if other is None else 0
    # The sprint can be named in front of the skater or behind the place.
    told = told or _order_told(line)
    line.the_end()
    if told is None or told.kind is ExpectedKind.FINISH:
        entries = finish_entries(line.situation.state)
        if not entries:
            raise _no_finish_yet(line, bib, place)
        return Entered(finish_amended(line, _put(line, entries, bib, place, other)))
    known = line.situation.state.given_sprints.get(told.lap)
    if known is None:
        raise Problem(Code.SPRINT_NOT_IN, line.span, lap=told.lap, number=sprint_number(line.state, told.lap))
    before = tuple(OrderPlace(bibs, None) for bibs in known.order)
    return Entered((sprint_amended(line, known, _put(line, before, bib, place, other)),))


def _no_finish_yet(line: TypedLine, bib: int, place: int) -> Problem:
    """Return the problem that nobody has finished, with the line for the sprint that was probably meant."""
    state = line.situation.state
    sprints = [lap for lap, result in state.given_sprints.items() if any(bib in bibs for bibs in result.order)]
    meant = f"p s{sprint_number(state, max(sprints))} {bib} {place}" if sprints else ""
    return Problem(Code.NO_FINISH_YET, line.span, nearest=meant)


def _order_told(line: TypedLine) -> Target | None:
    """Take ``s2`` or ``fin`` and return the sprint or the finish; None if neither comes."""
    token, number = line.peek(), line.peek(1)
    verb = verb_called(token.text) if token and token.kind is TokenKind.WORD else None
    if verb == "finish":
        line.take()
        return Target(ExpectedKind.FINISH, line.state.distance)
    if verb != "sprint" or number is None or not (number.kind is TokenKind.NUMBER or verb_called(number.text) == "lap"):
        return None
    line.take()
    return nth_sprint(line)


def _put(
    line: TypedLine, entries: tuple[OrderPlace, ...], bib: int, place: int, other: int | None
) -> tuple[OrderPlace, ...]:
    """Return ``entries`` with ``bib`` at ``place``, or in a dead heat with ``other``; raise Problem."""
    skater, placed = line.roster.label(bib), flat(entries)
    if other is not None and other not in placed:
        raise Problem(Code.NOT_PLACED, line.span, skater=line.roster.label(other), placed=line.roster.labels(placed))
    # A skater who has no place yet adds one to the order.
    last = sum(entry.places for entry in entries) + (bib not in placed)
    if other is None and not 1 <= place <= last:
        raise Problem(Code.NO_SUCH_PLACE, line.span, place=place, last=last)
    now = moved(entries, bib, place) if other is None else beside(entries, bib, other)
    if same_order(now, entries):
        raise Problem(Code.PLACED_THERE, line.span, skater=skater, place=place_in(entries, bib) or place)
    return now
