"""A line while it is read: its tokens one by one, the skaters they name, and the events that come of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, NamedTuple, NoReturn

from pydantic import ValidationError

from massstart_tui.entry.allowed import WHEN, WHO, about
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.roster import MOST_NEAREST, roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.tokens import WORD, Token, TokenKind, milliseconds, tokens
from massstart_tui.entry.typed_moment import TypedMoment
from massstart_tui.entry.verb_lookup import BEHIND_BIBS, JOINING, nearest_form, verb_called, verbs_beginning
from massstart_tui.race.events import Event
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_event

NAMES_ONE: Final = frozenset({"lap", "bell", "place", "gap"})
"""The verbs behind which no second skater comes."""
ORDERED: Final = frozenset({"bare", "sprint", "finish", "groups"})
"""Where a plus joins nobody: it begins a gap there, or a time behind."""
_VERB_BEFORE: Final = re.compile(rf"{WORD}\s*\Z")
Who = Callable[[RaceState, int], Code | None]


class HistoryStep(StrEnum):
    """What is no event of its own: a step back in what was entered, or forward again."""

    UNDO = "undo"
    REDO = "redo"


class Entered(NamedTuple):
    """What a line comes to: events in the order in which they are to be recorded, seq 0; or a step back or forward.

    ``gun_ago``, of a start, is how many ms before the first keystroke the gun was: the clock runs from then.
    ``meant`` has the digits that were taken for a bib which ends in them, with that bib. ``finish_as`` is the number of
    the sprint as which the line calls the finish, 0 where it does not. ``regroups`` is set where the line says one
    change of the groups, of which the event has the whole.
    """

    events: tuple[Event, ...] = ()
    order: HistoryStep | None = None
    gun_ago: int | None = None
    meant: tuple[tuple[int, int], ...] = ()
    finish_as: int = 0
    regroups: bool = False


class Amended(NamedTuple):
    """The event that a line is to stand in the place of."""

    seq: int
    event: Event | None


class Setting(NamedTuple):
    """What a line is read against, the moment that it is about, and, within an amend, what it is to stand for."""

    situation: Situation
    moment: TypedMoment
    amends: Amended | None


class TypedLine:
    """One line, from behind its verb on. ``verb`` is the code of it, "bare" where there is none."""

    def __init__(self, text: str, span: tuple[int, int], verb: str, setting: Setting) -> None:
        """Read ``text`` between the two ends of ``span``."""
        situation, moment, amends = setting
        self.text = text
        self.start, self.end = span
        self.verb = verb
        self.situation = situation
        self.moment = moment
        self.amends = amends
        self.t = amends.event.t if amends and amends.event and not moment.given else moment.t
        self.state = moment.state
        self.exact = moment.exact or amends is not None
        self.roster = roster_of(situation.sheet)
        self.who: Who | None = None if self.exact else WHO.get(verb)
        self._tokens = tuple(tokens(text, self.start, self.end))
        self._next = 0
        self._named: dict[int, tuple[int, int]] = {}
        self.meant: list[tuple[int, int]] = []
        self.finish_as = 0

    @property
    def span(self) -> tuple[int, int]:
        """Where in the text the whole of it is."""
        return (self.start, self.end)

    @property
    def before_the_verb(self) -> str:
        """What stands before the verb, the moment as a rule; before the first token where there is no verb."""
        head = self.text[: self.start]
        return head if self.verb == "bare" else _VERB_BEFORE.sub("", head)

    def now_or_never(self) -> None:
        """Raise Problem where the verb makes no sense at this moment."""
        check = None if self.exact else WHEN.get(self.verb)
        if check and (code := check(self.state)):
            raise Problem(code, self.span, **self.of_the_race())

    def of_no_moment(self) -> None:
        """Raise Problem where a moment is given: what the line does is done now."""
        if self.moment.given:
            raise Problem(Code.UNEXPECTED, (0, self.start), text=self.text[: self.start].strip(), usage=self.verb)

    def of_the_race(self) -> dict[str, str | int]:
        """What a sentence about the race may need."""
        return {"lap": self.state.lap, "laps": self.state.distance, "to_go": self.state.to_go}

    # lines to choose from

    def instead(self, span: tuple[int, int], *texts: str) -> tuple[str, ...]:
        """The whole line, once with each of ``texts`` in the place of what stands at ``span``.

        A space at the end keeps what is typed next apart.
        """
        start, end = span
        return tuple(f"{self.text[:start]}{text}{self.text[end:] or ' '}" for text in texts)

    def without(self, bibs: Iterable[int]) -> str:
        """The whole line without these skaters, who were taken."""
        text = self.text
        for start, end in sorted(map(self.named_at, bibs), reverse=True):
            text = f"{text[:start].rstrip(' =')} {text[end:].lstrip()}".rstrip()
        return text

    def _naming(self, span: tuple[int, int], bibs: Iterable[int]) -> tuple[str, ...]:
        """The whole line, once with each of ``bibs`` at ``span``, so that it is no lap and no number of a sprint."""
        first = self._tokens[0].start == span[0]
        before = {"lap": f"{self.state.lap + 1} ", "sprint": ": "}.get(self.verb, "") if first else ""
        return self.instead(span, *(f"{before}{bib}" for bib in bibs if bib not in self._named))

    # tokens

    def peek(self, ahead: int = 0) -> Token | None:
        """The token to come, or one further ahead; None at the end."""
        at = self._next + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def next_is(self, kind: TokenKind, *texts: str) -> bool:
        """Whether the token to come is of this kind, and one of ``texts`` where any are given."""
        token = self.peek()
        return token is not None and token.kind is kind and (not texts or token.text.lower() in texts)

    def next_but_one_begins(self, text: str) -> bool:
        """Whether what comes behind the token to come begins with ``text``."""
        token = self.peek(1)
        return token is not None and token.text.startswith(text)

    def take(self) -> Token:
        """The token to come, taken; raises Problem at the end."""
        token = self.peek()
        if token is None:
            self.unfinished()
        self._next += 1
        return token

    def taken(self, kind: TokenKind, *texts: str) -> Token | None:
        """The token to come, taken if it is of this kind and one of ``texts``."""
        return self.take() if self.next_is(kind, *texts) else None

    def replace(self, ahead: int, *instead: Token) -> None:
        """Have others come in the place of the token to come, or of one further ahead."""
        at = self._next + ahead
        self._tokens = (*self._tokens[:at], *instead, *self._tokens[at + 1 :])

    def the_end(self) -> None:
        """Raise Problem where anything is left."""
        if token := self.peek():
            self.unexpected(token)

    def unexpected(self, token: Token) -> NoReturn:
        """Raise Problem: this does not belong here."""
        raise Problem(Code.UNEXPECTED, token.span, text=token.text, usage=self.verb)

    def unfinished(self) -> NoReturn:
        """Raise Problem: something is still to come."""
        raise Problem(Code.UNFINISHED, (self.end, self.end), usage=self.verb)

    def number(self) -> int:
        """The number to come; raises Problem."""
        token = self.take()
        if token.kind is not TokenKind.NUMBER:
            self.unexpected(token)
        return int(token.text)

    def signed(self) -> int | None:
        """The time with a plus or a minus to come, in ms, if that is what comes."""
        if token := self.taken(TokenKind.SIGNED):
            return milliseconds(token.text)
        ahead = self.peek(1)
        if self.next_is(TokenKind.SIGN, "+", "-") and ahead and ahead.kind in (TokenKind.NUMBER, TokenKind.TIME):
            return milliseconds(self.take().text + self.take().text)
        return None

    # skaters

    def skater_is_next(self) -> bool:
        """Whether a bib or a name comes."""
        if self.verb in BEHIND_BIBS and self.next_is(TokenKind.WORD, *BEHIND_BIBS[self.verb]):
            return False
        return self.next_is(TokenKind.NUMBER) or self.next_is(TokenKind.WORD)

    def skater(self) -> int:
        """The bib of the skater to come; raises Problem where there is none, or one that cannot be meant."""
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
        """Where in the line this skater, who was taken, is named."""
        return self._named[bib]

    def check(self, who: Who, bib: int) -> None:
        """Raise Problem, at the place where this skater is named, where ``who`` finds something wrong with that."""
        if code := who(self.state, bib):
            raise Problem(code, self._named[bib], **about(self.state, bib))

    def _joined(self) -> None:
        """Take what joins the skater before to the one to come: ``45 and 73``; raises Problem where none comes."""
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
        if self.verb in NAMES_ONE or (token.text.startswith("+") and self.verb in ORDERED):
            return False
        if token.kind is TokenKind.SIGNED:
            return token.text[0] in JOINING and token.text[1:].isdecimal()
        return token.text.lower() in JOINING

    def skaters(self) -> list[int]:
        """Every skater to come, up to what is none; raises Problem where there is none at all."""
        bibs = [self.skater()]
        while self.skater_is_next():
            bibs.append(self.skater())
        return bibs

    def _ending_in(self, digits: int, span: tuple[int, int]) -> int:
        """The one bib that ends in ``digits``, which is no bib itself; raises Problem where none does, or several."""
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
        """Every skater to come in another part than those before: whoever they are, and if they are named there too."""
        self.who = None
        self._named = {}
        return self.skaters()

    def _named_by(self, token: Token) -> tuple[int, tuple[int, int]]:
        """Whom the words from ``token`` on name: as many of them as speak of one and the same."""
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
        """Who of ``called`` has ``word`` in the name too, or as nation; raises Problem where it may be another one.

        ``start`` is where the words begin that ``called`` are called.
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
        """Raise Problem where the line begins with what may also be the beginning of a verb: fa is Fay, or a fall."""
        if self.verb != "bare" or self._next > 1 or self.roster.exactly(token.text):
            return
        if begun := verbs_beginning(token.text):
            skaters = self.roster.whole_names(called)
            values: dict[str, str | int] = {"text": token.text, "verbs": begun[0], "skaters": skaters, "bib": called[0]}
            verbs = {verb_called(form): form for form in reversed(begun)}
            choices = (*self.instead(token.span, *reversed(verbs.values())), *self._naming(token.span, called))
            raise Problem(Code.VERB_OR_SKATER, token.span, **values).with_choices(choices)

    def _only(self, called: tuple[int, ...], text: str) -> tuple[int, ...]:
        """Those whom ``text`` names with a whole word, where there are any: Lee is Lee before it is Leerdam."""
        return tuple(bib for bib in self.roster.exactly(text) if bib in called) or called

    def _nobody_called(self, token: Token) -> NoReturn:
        name = self.roster.nearest_name(token.text)
        if self.verb != "bare" or self._next > 1:
            raise Problem(Code.UNKNOWN_NAME, token.span, text=token.text, nearest=name)
        if token.end == len(self.text) and (begun := verbs_beginning(token.text)):
            verbs = ", ".join(begun[: 2 * MOST_NEAREST])
            raise Problem(Code.VERB_UNFINISHED, token.span, text=token.text, verbs=verbs)
        alike = nearest_form(token.text) or name
        raise Problem(Code.UNKNOWN_WORD, token.span, text=token.text, nearest=alike)

    # events

    def event(self, kind: str, **fields: Any) -> Event:
        """An event of this type, at the moment of the line unless ``fields`` has another ``t``; raises Problem."""
        body = {"seq": 0, "t": self.t, "type": kind, **fields}
        try:
            return decode_event(json.dumps(body).encode())
        except ValidationError as error:
            raise Problem(Code.OUT_OF_RANGE, self.span, text=_wrong(error)) from error

    def recorded(self, seq: int, span: tuple[int, int]) -> Event | None:
        """The event of this seq as it counts; None where nothing tells. Raises Problem where there is no such event."""
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


def _wrong(error: ValidationError) -> str:
    """The value that a field will not take."""
    return str(error.errors(include_url=False)[0]["input"])[:40]
