"""A line while it is parsed: the skaters that it names, and the events that it makes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple, NoReturn

from massstart_tui.entry.allowed import WHEN, WHO, about
from massstart_tui.entry.problems import IN_DUTCH, Code, Problem
from massstart_tui.entry.roster import MOST_NEAREST, roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.token_cursor import TokenCursor
from massstart_tui.entry.tokens import WORD, Token, TokenKind
from massstart_tui.entry.typed_moment import TypedMoment
from massstart_tui.entry.verb_lookup import (
    BEHIND_BIBS,
    JOINING,
    in_language,
    nearest_form,
    verb_called,
    verbs_beginning,
)
from massstart_tui.race.events import Event
from massstart_tui.race.record import WrongForm
from massstart_tui.race.state import Phase, RaceState
from massstart_tui.stream.codec import decode_event
from massstart_tui.text.clock import race_time
from massstart_tui.text.words import Language

NAMES_ONE: Final = frozenset({"lap", "bell", "place", "gap"})
"""The verbs that name only one skater, so that nothing can join a second one."""
ORDERED: Final = frozenset({"bare", "sprint", "finish", "groups"})
"""The verbs after which a plus does not join two skaters: there it begins a gap, or a time behind."""
_VERB_BEFORE: Final = re.compile(rf"{WORD}\s*\Z")
Who = Callable[[RaceState, int], Code | None]


class HistoryStep(StrEnum):
    """A line that records no event of its own: it undoes or redoes what was entered."""

    UNDO = "undo"
    REDO = "redo"


class Entered(NamedTuple):
    """The result of parsing a line: events in the order in which to record them, with seq 0; or an undo or a redo.

    ``gun_ago``, of a start, is how many ms before the first keystroke the gun was: the race clock runs from then.
    ``meant`` pairs the digits that were taken for the last digits of a bib with that bib. ``finish_as`` is the number
    of the sprint by which the line names the finish, or 0. ``regroups`` is set if the line has one change of the
    groups; its event holds all of them.
    """

    events: tuple[Event, ...] = ()
    order: HistoryStep | None = None
    gun_ago: int | None = None
    meant: tuple[tuple[int, int], ...] = ()
    finish_as: int = 0
    regroups: bool = False


class Amended(NamedTuple):
    """The event that a line replaces; ``event`` is None if there is nothing recorded to look it up in."""

    seq: int
    event: Event | None


class Setting(NamedTuple):
    """The context of a line: the situation, the moment it is about, and the event that it amends, if any."""

    situation: Situation
    moment: TypedMoment
    amends: Amended | None


class TypedLine(TokenCursor):
    """One line from behind its verb on. ``verb`` is the code of the verb, "bare" if there is none.

    If ``exact`` is set, the line is not checked against the state of the race: it has an exact moment or is an amend.
    Then only the start sheet counts, so that what `printed` returns can always be parsed.
    """

    def __init__(self, text: str, span: tuple[int, int], verb: str, setting: Setting) -> None:
        """Tokenize ``text`` between the two offsets of ``span``."""
        situation, moment, amends = setting
        super().__init__(text, span, verb)
        self.situation = situation
        self.moment = moment
        self.amends = amends
        # An amended event keeps its moment, unless the line gives another.
        self.t = amends.event.t if amends and amends.event and not moment.given else moment.t
        self.state = moment.state
        self.exact = moment.exact or amends is not None
        self.roster = roster_of(situation.sheet)
        self.who: Who | None = None if self.exact else WHO.get(verb)
        self._named: dict[int, tuple[int, int]] = {}
        self.meant: list[tuple[int, int]] = []
        self.finish_as = 0

    @property
    def span(self) -> tuple[int, int]:
        """Return the offsets of the line in the text."""
        return (self.start, self.end)

    @property
    def before_the_verb(self) -> str:
        """Return the text in front of the verb, usually the moment; in front of the first token if there is no verb."""
        head = self.text[: self.start]
        return head if self.verb == "bare" else _VERB_BEFORE.sub("", head)

    def now_or_never(self) -> None:
        """Raise Problem if the verb cannot be used at this moment."""
        check = None if self.exact else WHEN.get(self.verb)
        if check and (code := check(self.state)):
            raise self.not_now(code)

    def not_now(self, code: Code) -> Problem:
        """Return the problem that this is not possible at this moment; with a moment before the gun, how long before.

        The sentence of `Code.NOT_BEGUN` is about a race that has not begun now.
        """
        if code is Code.NOT_BEGUN and self.situation.state.phase is not Phase.SCHEDULED:
            ago, clock = race_time(-self.moment.t), race_time(self.situation.t)
            return Problem(Code.MOMENT_BEFORE_THE_GUN, (0, self.start), ago=ago, clock=clock)
        return Problem(code, self.span, **self.of_the_race())

    def of_no_moment(self) -> None:
        """Raise Problem if the line has a moment: what it does takes effect now."""
        if self.moment.given:
            raise Problem(Code.UNEXPECTED, (0, self.start), text=self.text[: self.start].strip(), usage=self.verb)

    def of_the_race(self) -> dict[str, str | int]:
        """Return the values that a sentence about the race can use: lap, distance in laps, and laps to go."""
        return {"lap": self.state.lap, "laps": self.state.distance, "to_go": self.state.to_go}

    def instead(self, span: tuple[int, int], *texts: str) -> tuple[str, ...]:
        """Return the whole line once for each of ``texts``, with that text in the place of ``span``.

        A replaced end of the line gets a space, so that what is typed next stays apart.
        """
        start, end = span
        return tuple(f"{self.text[:start]}{text}{self.text[end:] or ' '}" for text in texts)

    def without(self, bibs: Iterable[int]) -> str:
        """Return the whole line without these skaters, who must have been taken."""
        text = self.text
        for start, end in sorted(map(self.named_at, bibs), reverse=True):
            text = f"{text[:start].rstrip(' =')} {text[end:].lstrip()}".rstrip()
        return text

    def _naming(self, span: tuple[int, int], bibs: Iterable[int]) -> tuple[str, ...]:
        """Return the whole line once for each of ``bibs`` at ``span``, so that none is read as a lap or a sprint."""
        first = self._tokens[0].start == span[0]
        before = {"lap": f"{self.state.lap + 1} ", "sprint": ": "}.get(self.verb, "") if first else ""
        return self.instead(span, *(f"{before}{bib}" for bib in bibs if bib not in self._named))

    def skater_is_next(self) -> bool:
        """Return whether the next token is a bib or a name."""
        if self.verb in BEHIND_BIBS and self.next_is(TokenKind.WORD, *BEHIND_BIBS[self.verb]):
            return False
        return self.next_is(TokenKind.NUMBER) or self.next_is(TokenKind.WORD)

    def skater(self) -> int:
        """Take a skater and return the bib; raise Problem if none comes, or one whom this verb cannot name now."""
        token = self.take()
        if token.kind is TokenKind.NUMBER:
            bib, span = int(token.text), token.span
            if bib not in self.roster.bibs:
                bib = self._ending_in(bib, span)
        elif token.kind is TokenKind.WORD:
            bib, span = self._named_by(token)
        else:
            self.unexpected(token)
        if bib in self._named:
            raise Problem(Code.BIB_TWICE, span, skater=self.roster.label(bib))
        self._named[bib] = span
        if self.who:
            self.check(self.who, bib)
        self._joined()
        return bib

    def named_at(self, bib: int) -> tuple[int, int]:
        """Return the span at which a skater who was taken is named."""
        return self._named[bib]

    def check(self, who: Who, bib: int) -> None:
        """Raise Problem, at the span of this skater, if the check ``who`` rejects them."""
        if code := who(self.state, bib):
            raise Problem(code, self._named[bib], **about(self.state, bib))

    def _joined(self) -> None:
        """Take a word or sign that joins two skaters, as in ``45 and 73``; raise Problem if no skater follows it."""
        token = self.peek()
        if token is None or not self._joins(token):
            return
        if called := self.roster.exactly(token.text):
            skaters = self.roster.whole_names(called)
            choices = (*self.instead(token.span, "&"), *self._naming(token.span, called))
            found = Problem(Code.AND_OR_SKATER, token.span, text=token.text, skaters=skaters, bib=called[0])
            raise found.with_choices(choices)
        if token.kind is TokenKind.SIGNED:
            self.replace(0, Token(TokenKind.NUMBER, token.text[1:], token.start + 1, token.end))
        else:
            self.take()
        if self.peek() is None:
            self.unfinished()
        if not self.skater_is_next():
            self.unexpected(token)

    def _joins(self, token: Token) -> bool:
        """Return whether the token joins two skaters of this verb."""
        if self.verb in NAMES_ONE or (token.text.startswith("+") and self.verb in ORDERED):
            return False
        if token.kind is TokenKind.SIGNED:
            return token.text[0] in JOINING and token.text[1:].isdecimal()
        return token.text.lower() in JOINING

    def skaters(self) -> list[int]:
        """Take all skaters up to the first token that is none; raise Problem if there is not even one."""
        bibs = [self.skater()]
        while self.skater_is_next():
            bibs.append(self.skater())
        return bibs

    def _ending_in(self, digits: int, span: tuple[int, int]) -> int:
        """Return the only bib that ends in ``digits``, which are no bib.

        Raises Problem if there is none, or more than one.
        """
        ending = self.roster.ending_in(digits)
        if (now := self.situation.bib_now(digits)) != digits:
            found = Problem(Code.BIB_CHANGED, span, digits=digits, skater=self.roster.label(now), bib=now)
            raise found.with_choices(self._naming(span, dict.fromkeys((now, *ending))))
        if not ending:
            raise Problem(Code.BIB_NOT_ON_SHEET, span, bib=digits, nearest=self.roster.nearest_bibs(digits))
        if len(ending) > 1:
            skaters = self.roster.whole_names(ending)
            found = Problem(Code.SEVERAL_BIBS, span, digits=digits, skaters=skaters, bib=ending[0])
            raise found.with_choices(self._naming(span, ending))
        self.meant.append((digits, ending[0]))
        return ending[0]

    def others(self) -> list[int]:
        """Take the skaters of a second list, such as who caused a fall: anyone, also those named in the first list."""
        self.who = None
        self._named = {}
        return self.skaters()

    def _named_by(self, token: Token) -> tuple[int, tuple[int, int]]:
        """Take as many words as name one and the same skater. Return the bib and the span; raise Problem."""
        called = self.roster.called(token.text)
        if not called:
            self._nobody_called(token)
        self._not_a_verb_begun(token, called)
        end = token.end
        while self.skater_is_next() and (following := self.peek()) and following.kind is TokenKind.WORD:
            if self._joins(following):
                break
            both = self._both(called, following, token.start)
            if not both:
                break
            called, end = both, self.take().end
        span = (token.start, end)
        if len(called) > 1:
            called = self._only(called, self.text[slice(*span)])
        if len(called) > 1:
            skaters = self.roster.whole_names(called)
            found = Problem(Code.SEVERAL_SKATERS, span, text=self.text[slice(*span)], skaters=skaters, bib=called[0])
            raise found.with_choices(self._naming(span, called))
        return called[0], span

    def _both(self, called: tuple[int, ...], word: Token, start: int) -> tuple[int, ...]:
        """Return those of ``called`` who have ``word`` in their name or as nation.

        Raises Problem if it can be another skater.

        ``start`` is the offset of the first of the words that name ``called``.
        """
        if both := tuple(bib for bib in self.roster.called(word.text) if bib in called):
            return both
        nation = tuple(bib for bib in self.roster.of_nation(word.text) if bib in called)
        if nation and (others := self.roster.called(word.text)):
            skaters = self.roster.whole_names(others)
            apart = tuple(f"{bib} {other}" for bib in called for other in others if bib != other)
            choices = (*self._naming((start, word.end), nation), *self.instead((start, word.end), *apart))
            found = Problem(Code.NATION_OR_SKATER, word.span, text=word.text, skaters=skaters, bib=others[0])
            raise found.with_choices(choices)
        return nation

    def _not_a_verb_begun(self, token: Token, called: tuple[int, ...]) -> None:
        """Raise Problem if the first word of a line can also be the beginning of a verb: fa is Fay, or a fall."""
        if self.verb != "bare" or self._next > 1 or self.roster.exactly(token.text):
            return
        if begun := verbs_beginning(token.text):
            skaters = self.roster.whole_names(called)
            values = {"text": token.text, **_in_both(begun[:1], "verbs"), "skaters": skaters, "bib": called[0]}
            verbs = {verb_called(form): form for form in reversed(begun)}
            choices = (*self.instead(token.span, *reversed(verbs.values())), *self._naming(token.span, called))
            raise Problem(Code.VERB_OR_SKATER, token.span, **values).with_choices(choices)

    def _only(self, called: tuple[int, ...], text: str) -> tuple[int, ...]:
        """Return those whom ``text`` names with a whole word, if any: Lee is Lee rather than Leerdam."""
        return tuple(bib for bib in self.roster.exactly(text) if bib in called) or called

    def _nobody_called(self, token: Token) -> NoReturn:
        """Raise Problem for a word that names nobody, with the verb or the name that is most like it."""
        name = self.roster.nearest_name(token.text)
        if self.verb != "bare" or self._next > 1:
            raise Problem(Code.UNKNOWN_NAME, token.span, text=token.text, nearest=name)
        if token.end == len(self.text) and (begun := verbs_beginning(token.text)):
            told = _in_both(begun, "verbs")
            raise Problem(Code.VERB_UNFINISHED, token.span, text=token.text, **told)
        alike = nearest_form(token.text)
        told = _in_both(alike.split(", "), "nearest") if alike else {"nearest": name}
        raise Problem(Code.UNKNOWN_WORD, token.span, text=token.text, **told)

    def event(self, kind: str, **fields: Any) -> Event:
        """Return an event of type ``kind`` at the moment of the line, or at the ``t`` in ``fields``.

        Raises Problem if the event model rejects a value.
        """
        body = {"seq": 0, "t": self.t, "type": kind, **fields}
        try:
            return decode_event(json.dumps(body).encode())
        except WrongForm as error:
            raise Problem(Code.OUT_OF_RANGE, self.span, text=_wrong(error)) from error

    def recorded(self, seq: int, span: tuple[int, int]) -> Event | None:
        """Return the event with this seq, as amended; None if there is nothing recorded to look it up in.

        Raises Problem if there is no such event, or inside an amend none before the amended one.
        """
        if self.situation.timeline is None:
            if self.exact:
                return None
            raise Problem(Code.NO_EVENTS, span)
        last = self.situation.recorded
        if self.amends:
            last = min(last, self.amends.seq - 1)
        if not last:
            raise Problem(Code.NO_EVENTS, span)
        if not 1 <= seq <= last:
            raise Problem(Code.NO_SUCH_EVENT, span, target=seq, last=last)
        return self.situation.event(seq)


def _wrong(error: WrongForm) -> str:
    """Return the value that the event model rejected, cut off at 40 characters."""
    return str(error.details[0]["input"])[:40]


def _in_both(found: Sequence[str], name: str) -> dict[str, str | int]:
    """Return the forms of a few verbs as the values ``name`` in English and `IN_DUTCH` of it.

    The values have only forms of that language, if there are any, and else the same verbs in it.
    """
    values: dict[str, str | int] = {}
    for key, language in ((name, Language.EN), (f"{name}{IN_DUTCH}", Language.NL)):
        own = [form for form in found if in_language([form], language) == form]
        values[key] = in_language((own or found)[: 2 * MOST_NEAREST], language)
    return values
