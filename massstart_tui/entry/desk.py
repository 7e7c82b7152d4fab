"""The controller of live entry: parses, previews and records lines, does undo and redo, and tells the consequences."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from massstart_tui.entry.confirmations import questions
from massstart_tui.entry.expected import ExpectedKind, expected
from massstart_tui.entry.idle_line import idle_line
from massstart_tui.entry.key_events import absent, clock_moved, gun, next_lap, not_starting, resumed, retracted
from massstart_tui.entry.line_reader import Entered
from massstart_tui.entry.line_reader import HistoryStep as Asked
from massstart_tui.entry.line_reading import read_amendment, read_line
from massstart_tui.entry.preview import event_in_words, laps_to_go, preview, told
from massstart_tui.entry.printing import NotInTheVocabulary, printed
from massstart_tui.entry.problems import Code, Problem, ProblemKind, problem_sentence, question_alone
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.verb_lookup import long_form
from massstart_tui.journal.recorder import Recorder
from massstart_tui.race.event_kinds import TIMING
from massstart_tui.race.events import Amend, Event, Retract, bibs_of
from massstart_tui.race.groups import average_lap
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState
from massstart_tui.report.consequences import consequence_lines, consequences
from massstart_tui.report.event_phrases import Telling
from massstart_tui.stream.codec import decode_amended
from massstart_tui.stream.log_lines import LogLine, Stands
from massstart_tui.text.prose import gap_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.verb_forms import VERBS
from massstart_tui.text.words import Language, Words

SHORTEST_FIRST_LAP: Final = 15_000
"""A first lap shorter than this, in ms, is questioned; a later lap if it is shorter than half of the average."""


class Tone(StrEnum):
    """The kind of a remark, by which a screen chooses how to show it."""

    EXPECTED = "expected"
    WOULD_RECORD = "would_record"
    UNFINISHED = "unfinished"
    NOT_UNDERSTOOD = "not_understood"
    NOT_ALLOWED = "not_allowed"
    AMBIGUOUS = "ambiguous"
    RECORDED = "recorded"
    TROUBLE = "trouble"


class Remark(NamedTuple):
    """The answer to a line or a key. ``bibs`` are the skaters that the line would record something about.

    ``choices`` are complete lines, the newest meaning first, each of which is one reading of an ambiguous line.
    ``brief`` is the question without them, for a screen that shows the choices beside it. ``names_keys`` says that keys
    in the text are those of commands, although something was recorded.
    """

    tone: Tone
    text: str
    bibs: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()
    brief: str = ""
    names_keys: bool = False

    @property
    def recorded(self) -> bool:
        """Return whether something was recorded."""
        return self.tone is Tone.RECORDED


_TONES: Final = {
    ProblemKind.NOT_UNDERSTOOD: Tone.NOT_UNDERSTOOD,
    ProblemKind.NOT_ALLOWED: Tone.NOT_ALLOWED,
    ProblemKind.AMBIGUOUS: Tone.AMBIGUOUS,
}


class Desk:
    """Live entry of one race. Moments are readings of the recorder's monotonic clock, in nanoseconds."""

    def __init__(self, recorder: Recorder) -> None:
        """Enter the race that ``recorder`` records."""
        self.recorder = recorder
        # How many events were recorded when the question was asked; one more makes it a new question.
        self._asked_at = -1
        # The line that was asked about, the seq that it amends, and its questions; the same line again answers them.
        self._asked_of: tuple[str, int | None, tuple[str, ...]] | None = None

    def situation(self, moment: int) -> Situation:
        """Return the context for parsing a line whose first key was pressed at ``moment``."""
        recorder = self.recorder
        return Situation(recorder.sheet, recorder.state, recorder.clock.at(moment), recorder.views.now)

    def read(self, text: str, moment: int, amends: int | None = None) -> Entered:
        """Parse a line, or as an amend of the event with seq ``amends``. Raises Problem."""
        if amends is None:
            return read_line(text, self.situation(moment))
        entered = read_amendment(text, amends, self.situation(moment))
        self._changes_something(entered, text)
        return entered

    def _changes_something(self, entered: Entered, text: str) -> None:
        """Raise Problem if the amended event would be the same as before."""
        (amend,) = entered.events
        # With a reason, the amend records something even if the event stays the same.
        if isinstance(amend, Amend) and amend.reason is None:
            before, after = self.recorder.views.now.event(amend.target), decode_amended(amend)
            # Printed lines are compared, because they leave out seq, wall time and author.
            if self._printed(before) == self._printed(after):
                raise Problem(Code.SAME_EVENT, (0, len(text)))

    def preview(self, text: str, moment: int, words: Words, amends: int | None = None) -> Remark:
        """Return what the line would record, or what is wrong with it and what would be right; record nothing."""
        try:
            entered = self.read(text, moment, amends)
        except Problem as problem:
            if problem.code is Code.SAME_EVENT and amends is not None:
                return self._unchanged(amends, moment, words)
            return _wrong(problem, words)
        if self._asked_of and self._asked_of[:2] != (text, amends):
            self._asked_of = None
        if entered.order is not None:
            return self._stepping(entered.order, words)
        bibs = tuple(bib for event in entered.events for bib in bibs_of(event))
        tone = Tone.AMBIGUOUS if questions(entered.events, self.situation(moment), words) else Tone.WOULD_RECORD
        return Remark(tone, preview(entered, self.situation(moment), words), bibs)

    def _unchanged(self, seq: int, moment: int, words: Words) -> Remark:
        """Describe an event that is being edited and has not been changed yet."""
        event = self.recorder.views.now.event(seq)
        what = event_in_words(event, self.situation(moment), words)
        return Remark(Tone.EXPECTED, words("live.unchanged", what=what), bibs_of(event))

    def enter(self, text: str, moment: int, words: Words, amends: int | None = None) -> Remark:
        """Record the line. Return what was recorded and what follows from it, or what is wrong with the line."""
        try:
            entered = self.read(text, moment, amends)
        except Problem as problem:
            return _wrong(problem, words)
        if entered.order is Asked.UNDO:
            return self.undo(words)
        if entered.order is Asked.REDO:
            return self.redo(words)
        return self._asked_first(entered, (text, amends), moment, words) or self._record(entered, moment, words)

    def _asked_first(self, entered: Entered, line: tuple[str, int | None], moment: int, words: Words) -> Remark | None:
        """Return what must be answered before a line is recorded; ``line`` is its text and the seq that it amends.

        None if there are none, or if they were asked and the same line comes again.
        """
        asked = (*line, questions(entered.events, self.situation(moment), words))
        if not asked[2] or asked == self._asked_of:
            return None
        self._asked_of = asked
        return Remark(Tone.AMBIGUOUS, " · ".join((*asked[2], words("ask.answered"))))

    def _record(self, entered: Entered, moment: int, words: Words) -> Remark:
        """Record the events; return what they are and what follows from them."""
        said = told(entered, self.situation(moment), words)
        self._asked_of = None
        before = standings(self.recorder.state)
        self.recorder.record(entered.events, moment, entered.gun_ago)
        return self._recorded(said, before, words)

    def _record_if_allowed(self, make: Callable[[Situation], Entered], moment: int, words: Words) -> Remark:
        """Record what a key makes at this moment, or return why that cannot be."""
        try:
            entered = make(self.situation(moment))
        except Problem as problem:
            return _wrong(problem, words)
        return self._record(entered, moment, words)

    def _recorded(self, said: str, before: tuple[Standing, ...], words: Words) -> Remark:
        """Append the changes of the standings since ``before`` to what was recorded."""
        return Remark(Tone.RECORDED, " · ".join((said, *self._consequences(before, words))))

    def _consequences(self, before: tuple[Standing, ...], words: Words) -> tuple[str, ...]:
        """Tell the changes of the standings since ``before``."""
        sheet = self.recorder.sheet
        changes = consequences(before, standings(self.recorder.state), sheet.qualify)
        names = short_names_of(sheet.skaters)
        return consequence_lines(changes, Telling(words, sheet.rules_in_force(), names), words)

    def lap(self, moment: int, words: Words) -> Remark:
        """Handle the lap key: fire the gun before the start, else record that the leader completes a lap.

        A lap that is too short is recorded and questioned. In a race that is stopped, ask how it goes on.
        """
        state = self.recorder.state
        kind = expected(state).kind
        if kind is ExpectedKind.GUN:
            return self._record(gun(), moment, words)
        if kind is ExpectedKind.STOPPED:
            return self._goes_on(moment, words)
        if self.leader_is_in:
            return Remark(Tone.NOT_ALLOWED, words("live.is_in"))
        # Before the lap is recorded, which would change the last lap time and the average.
        gap = _too_soon(state, self.recorder.clock.at(moment))
        remark = self._record(next_lap(self.situation(moment)), moment, words)
        if gap is None:
            return remark
        # Without a lap since the gun, the gap is that to the gun, which is no lap.
        code = "live.lap_soon" if state.lap_times else "live.lap_soon.gun"
        return Remark(Tone.RECORDED, words(code, lap=state.lap + 1, gap=gap_told(gap, words.language)))

    @property
    def leader_is_in(self) -> bool:
        """Whether the leader has completed the distance: no further lap comes."""
        state = self.recorder.state
        return state.lap >= state.distance or bool(state.given_finish) or state.over

    def _goes_on(self, moment: int, words: Words) -> Remark:
        """Ask whether a stopped race goes on or is started anew.

        If the key is pressed again with nothing recorded since, the race goes on.
        """
        if self._asked_at == len(self.recorder.recording):
            return self._record(resumed(self.situation(moment)), moment, words)
        self._asked_at = len(self.recorder.recording)
        choices = tuple(long_form(VERBS[verb], words.language) for verb in ("resume", "restart"))
        return _wrong(Problem(Code.RESUME_OR_RESTART, (0, 0)).with_choices(choices), words)

    def undo(self, words: Words) -> Remark:
        """Take back what was recorded last."""
        return self._step(self._stepping(Asked.UNDO, words), self.recorder.undo, words)

    def redo(self, words: Words) -> Remark:
        """Record again what was undone last."""
        return self._step(self._stepping(Asked.REDO, words), self.recorder.redo, words)

    def undo_to(self, chosen: LogLine, words: Words) -> Remark:
        """Undo, as one step, the event of a line of the log and everything that was entered after it."""
        seq = chosen.event.seq
        seqs = self.recorder.history.undoing_to(seq)
        if chosen.event.by == TIMING:
            return Remark(Tone.NOT_ALLOWED, words("timing.not_undone", seq=seq))
        if chosen.stands is Stands.RETRACTED or not seqs:
            return Remark(Tone.NOT_ALLOWED, words("live.taken_back_already", seq=seq))
        said = Remark(Tone.WOULD_RECORD, words("live.undone", what=self._what(seqs, words)))
        return self._step(said, lambda: self.recorder.undo_to(seq), words)

    def choosing(self, chosen: LogLine, words: Words) -> str:
        """Say what can be done with a line of the log, and what undoing up to it would take back."""
        seq = chosen.event.seq
        said = words("live.chosen", seq=seq)
        seqs = () if chosen.stands is Stands.RETRACTED else self.recorder.history.undoing_to(seq)
        return f"{said} · {words('live.chosen_to', what=self._what(seqs, words))}" if len(seqs) > 1 else said

    def _stepping(self, order: Asked, words: Words) -> Remark:
        """Say what an undo or a redo would take back or bring back, or that there is nothing."""
        history = self.recorder.history
        if order is Asked.UNDO:
            seqs, said, nothing = history.undoing(), "live.undone", "live.nothing_to_undo"
        else:
            undone = map(self.recorder.recording.lines.event, history.redoing())
            seqs = tuple(event.target for event in undone if isinstance(event, Retract))[::-1]
            said, nothing = "live.redone", "live.nothing_to_redo"
        if not seqs:
            return Remark(Tone.NOT_ALLOWED, words(nothing))
        return Remark(Tone.WOULD_RECORD, words(said, what=self._what(seqs, words)))

    def _step(self, said: Remark, step: Callable[[], object], words: Words) -> Remark:
        """Run an undo or a redo if ``said`` says that there is one, and tell the consequences."""
        if said.tone is not Tone.WOULD_RECORD:
            return said
        before = standings(self.recorder.state)
        step()
        return self._recorded(said.text, before, words)

    def _what(self, seqs: tuple[int, ...], words: Words) -> str:
        """Describe events in words: a single one, or how many, with the first and the last entered."""
        sheet = self.recorder.sheet
        names = short_names_of(sheet.skaters)
        telling = Telling(words, sheet.rules_in_force(), names, sheet.texts_nl)
        first, last = (self._told(seq, telling, words) for seq in (min(seqs), max(seqs)))
        return first if len(seqs) == 1 else words("live.steps", count=len(seqs), first=first, last=last)

    def _told(self, seq: int, telling: Telling, words: Words) -> str:
        """Describe an event as the log does, with its laps to go; of a correction, describe what it corrects."""
        event = self.recorder.recording.lines.event(seq)
        if isinstance(event, Retract | Amend):
            return words(f"live.correcting.{event.type}", what=self._told(event.target, telling, words))
        told = " ".join(part for part in (telling.kind(event), telling.number(event), telling.body(event)) if part)
        where = laps_to_go(self.recorder.views.now.event(seq), self.situation(self.recorder.clock.steady()), words)
        return ", ".join(part for part in (told, where) if part)

    def take_back(self, chosen: LogLine, reason: str, moment: int, words: Words) -> Remark:
        """Retract the event of a line of the log, with ``reason`` if it is not empty."""
        seq = chosen.event.seq
        if chosen.stands is Stands.RETRACTED:
            return Remark(Tone.NOT_ALLOWED, words("live.taken_back_already", seq=seq))
        return self._record_if_allowed(partial(retracted, seq, reason), moment, words)

    def set_clock(self, shift: int, offered: str, moment: int, words: Words) -> Remark:
        """Set the race clock ``shift`` ms on from here, or below 0 back; ``offered`` is the line that says the same."""
        return self._record_if_allowed(partial(clock_moved, shift, offered), moment, words)

    def line_of(self, chosen: LogLine, words: Words) -> str | None:
        """Return the line that would record the event of a line of the log, as amended; None if no line can."""
        return self._printed(self.recorder.views.now.event(chosen.event.seq), words.language)

    def _printed(self, event: Event, language: Language = Language.EN) -> str | None:
        try:
            return printed(event, self.recorder.sheet, language, self.recorder.state.gun)
        except NotInTheVocabulary:
            return None

    def mark_absent(self, bibs: frozenset[int], words: Words) -> str | None:
        """Make ``bibs`` exactly the skaters who do not start; return why not, if one of them cannot have stayed away.

        The events of it, one for who stays away and corrections for who does not, are one step of an undo.
        """
        moment = self.recorder.clock.steady()
        try:
            entered = absent(bibs, self.situation(moment))
        except Problem as problem:
            return problem_sentence(problem, words)
        if entered.events:
            self.recorder.record(entered.events, moment)
        return None

    def absent(self) -> frozenset[int]:
        """Return the bibs of the skaters who do not start."""
        return not_starting(self.recorder.state)

    def expected(self, words: Words, *, timed: bool = False) -> Remark:
        """Return what comes next, and which key or line records it; if ``timed``, laps come from a timing system."""
        return Remark(Tone.EXPECTED, idle_line(self.recorder.state, words, timed=timed))


def _wrong(problem: Problem, words: Words) -> Remark:
    tone = Tone.UNFINISHED if problem.unfinished else _TONES[problem.trouble]
    brief = question_alone(problem, words) if problem.choices else ""
    return Remark(tone, problem_sentence(problem, words), choices=problem.choices, brief=brief)


def _too_soon(state: RaceState, t: int) -> int | None:
    """Return the time in ms since the lap before, if a lap at ``t`` (ms) is too soon to be likely; else None."""
    before = state.lap_times[-1][1] if state.lap_times else state.gun
    average = average_lap(state)
    shortest = SHORTEST_FIRST_LAP if average is None else average // 2
    return t - before if t - before < shortest else None
