"""`Problem`, the exception for a typed line that cannot be recorded, with a code for its cause and its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from massstart_tui.text.prose import clock_told
from massstart_tui.text.words import Language, Words


class ProblemKind(StrEnum):
    """The three kinds of problems: the line is not understood, not allowed, or ambiguous."""

    NOT_UNDERSTOOD = "not_understood"
    NOT_ALLOWED = "not_allowed"
    AMBIGUOUS = "ambiguous"


class Code(StrEnum):
    """The causes of a problem.

    Each has a sentence ``entry.<code>`` in the catalogue: what is wrong; what would be right.
    """

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    VERB_UNFINISHED = "verb_unfinished"
    UNFINISHED = "unfinished"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_NAME = "unknown_name"
    UNEXPECTED = "unexpected"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_MOMENT = "not_a_moment"

    BIB_NOT_ON_SHEET = "bib_not_on_sheet"
    BIB_CHANGED = "bib_changed"
    BIB_RESTED_ON = "bib_rested_on"
    BIB_TWICE = "bib_twice"
    IS_OUT = "is_out"
    STAYED_OUT = "stayed_out"
    IS_IN = "is_in"
    NOT_AWAY = "not_away"
    NOBODY_AWAY = "nobody_away"
    NOT_DOWN = "not_down"
    DOWN_ALREADY = "down_already"
    NOBODY_LEFT = "nobody_left"
    DISQUALIFIED_ALREADY = "disqualified_already"
    NOT_BEGUN = "not_begun"
    MOMENT_BEFORE_THE_GUN = "moment_before_the_gun"
    BEGUN_ALREADY = "begun_already"
    NOT_NEUTRAL = "not_neutral"
    NOT_UNDER_WAY = "not_under_way"
    NOT_STOPPED = "not_stopped"
    TO_GO_AFTER_FINISH = "to_go_after_finish"
    NOT_REVIEWED = "not_reviewed"
    NOBODY_REVIEWED = "nobody_reviewed"
    BEHIND_ALREADY = "behind_already"
    OFFICIAL_ALREADY = "official_already"
    NOBODY_IN = "nobody_in"
    NO_LAPS_GAINED = "no_laps_gained"
    NOBODY_ELIMINATED = "nobody_eliminated"
    LAPPED_ALREADY = "lapped_already"
    LAPS_TO_COME = "laps_to_come"
    HAS_STARTED = "has_started"
    LAP_COMPLETED = "lap_completed"
    BELL_TO_COME = "bell_to_come"
    BELL_HAS_BEEN = "bell_has_been"
    BELL_LONG_PAST = "bell_long_past"
    NO_BELL = "no_bell"
    LAP_BEYOND = "lap_beyond"
    DISTANCE_SKATED = "distance_skated"
    DISTANCE_TOO_LONG = "distance_too_long"
    BEFORE_THE_GUN = "before_the_gun"
    NO_SHIFT = "no_shift"
    BEFORE_AN_EVENT = "before_an_event"
    NO_SPRINTS = "no_sprints"
    NO_SUCH_SPRINT = "no_such_sprint"
    NO_SPRINT_AT_LAP = "no_sprint_at_lap"
    SPRINT_TO_COME = "sprint_to_come"
    SPRINT_NOT_IN = "sprint_not_in"
    SPRINT_HAS_NO_TIMES = "sprint_has_no_times"
    FINISH_TO_COME = "finish_to_come"
    NOTHING_TO_PLACE = "nothing_to_place"
    IN_NO_OTHER_GROUP = "in_no_other_group"
    IN_NO_GROUP = "in_no_group"
    NO_SUCH_GAP = "no_such_gap"
    SAME_GROUPS = "same_groups"
    SAME_ORDER = "same_order"
    SAME_EVENT = "same_event"
    SAME_SKATER = "same_skater"
    BIB_TAKEN = "bib_taken"
    SHEET_IS_OPEN = "sheet_is_open"
    NOT_PLACED = "not_placed"
    NO_FINISH_YET = "no_finish_yet"
    NO_SUCH_PLACE = "no_such_place"
    PLACED_THERE = "placed_there"
    MOMENT_TO_COME = "moment_to_come"
    MOMENT_HAS_NOT_BEEN = "moment_has_not_been"
    LAP_HAS_NOT_BEEN = "lap_has_not_been"
    LAP_NOT_RECORDED = "lap_not_recorded"
    NO_EVENTS = "no_events"
    NO_SUCH_EVENT = "no_such_event"
    RETRACTED_ALREADY = "retracted_already"
    NOT_IN_AMEND = "not_in_amend"
    NOT_IN_WHAT_IF = "not_in_what_if"

    SEVERAL_BIBS = "several_bibs"
    NATION_OR_SKATER = "nation_or_skater"
    NOTE_ABOUT_SEVERAL = "note_about_several"
    SEVERAL_SKATERS = "several_skaters"
    ON_SHEET_ALREADY = "on_sheet_already"
    LAP_OR_BIB = "lap_or_bib"
    SPRINT_OR_BIB = "sprint_or_bib"
    GROUP_OR_BIB = "group_or_bib"
    WHICH_GAP = "which_gap"
    GAP_OR_GROUPS = "gap_or_groups"
    AND_OR_SKATER = "and_or_skater"
    VERB_OR_SKATER = "verb_or_skater"
    SPRINT_KNOWN_AND_NEW = "sprint_known_and_new"
    SPRINT_SOME_KNOWN = "sprint_some_known"
    FINISH_KNOWN_AND_NEW = "finish_known_and_new"
    FINISH_SOME_KNOWN = "finish_some_known"
    WHICH_SPRINT = "which_sprint"
    FINISH_OR_SPRINT = "finish_or_sprint"
    SPRINT_FULL = "sprint_full"
    LAP_DOWN = "lap_down"
    WHICH_CLOCK = "which_clock"
    WHICH_SHIFT = "which_shift"
    FALSE_START = "false_start"
    RESUME_OR_RESTART = "resume_or_restart"


_NOT_UNDERSTOOD: Final = frozenset(
    {
        Code.EMPTY,
        Code.TOO_LONG,
        Code.NOT_TEXT,
        Code.VERB_UNFINISHED,
        Code.UNFINISHED,
        Code.UNKNOWN_WORD,
        Code.UNKNOWN_NAME,
        Code.UNEXPECTED,
        Code.OUT_OF_RANGE,
        Code.NOT_A_MOMENT,
    }
)
_AMBIGUOUS: Final = frozenset(
    {
        Code.SEVERAL_BIBS,
        Code.BIB_CHANGED,
        Code.NATION_OR_SKATER,
        Code.NOTE_ABOUT_SEVERAL,
        Code.SEVERAL_SKATERS,
        Code.ON_SHEET_ALREADY,
        Code.LAP_OR_BIB,
        Code.SPRINT_OR_BIB,
        Code.GROUP_OR_BIB,
        Code.WHICH_GAP,
        Code.GAP_OR_GROUPS,
        Code.AND_OR_SKATER,
        Code.VERB_OR_SKATER,
        Code.SPRINT_KNOWN_AND_NEW,
        Code.SPRINT_SOME_KNOWN,
        Code.FINISH_KNOWN_AND_NEW,
        Code.FINISH_SOME_KNOWN,
        Code.WHICH_SPRINT,
        Code.FINISH_OR_SPRINT,
        Code.SPRINT_FULL,
        Code.LAP_DOWN,
        Code.WHICH_CLOCK,
        Code.WHICH_SHIFT,
        Code.FALSE_START,
        Code.RESUME_OR_RESTART,
    }
)
_UNFINISHED: Final = frozenset({Code.EMPTY, Code.VERB_UNFINISHED, Code.UNFINISHED})
"""The codes of lines that are only incomplete, and so are not shown as an error while they are typed."""

IN_DUTCH: Final = "_nl"
"""Behind the name of a value that is text in English: the name of the same text in Dutch."""
TRANSLATED: Final = {"usage": "usage", "status": "status"}
"""Names of values that are codes themselves, with the family of sentences that they are looked up in."""

MOMENTS: Final = frozenset({"clock", "latest", "ago", "moment"})
"""Names of values that are times, as `clock.race_time` writes them."""


class Problem(Exception):
    """Raised for a line that records nothing. ``start`` and ``end`` are the offsets of the part that is wrong.

    ``choices`` are complete lines, the newest meaning first, each of which is exactly one of the readings of an
    ambiguous line; empty if the line has only one.
    """

    def __init__(self, code: Code, span: tuple[int, int], **values: str | int) -> None:
        """Keep the code, the offsets of the wrong part, and the values that the sentence needs."""
        self.code = code
        self.start, self.end = span
        self.values = values
        self.choices: tuple[str, ...] = ()
        super().__init__(code, span, values)

    def with_choices(self, choices: tuple[str, ...]) -> Problem:
        """Set the lines to choose from, and return the problem itself."""
        self.choices = choices
        return self

    @property
    def trouble(self) -> ProblemKind:
        """Return the kind of the problem; with choices it is ambiguous, unless the line is not understood."""
        if self.code in _NOT_UNDERSTOOD:
            return ProblemKind.NOT_UNDERSTOOD
        return ProblemKind.AMBIGUOUS if self.choices or self.code in _AMBIGUOUS else ProblemKind.NOT_ALLOWED

    @property
    def unfinished(self) -> bool:
        """Return whether the line is only incomplete, and nothing in it is wrong yet."""
        return self.code in _UNFINISHED


def problem_sentence(problem: Problem, words: Words) -> str:
    """Return the sentence that says what is wrong and what would be right.

    If the sentence has a variant for a value that is given, such as the nearest name, that variant is used.
    """
    code, values = f"entry.{problem.code}", dict(problem.values)
    if words.language is Language.NL:
        values |= {name.removesuffix(IN_DUTCH): told for name, told in values.items() if name.endswith(IN_DUTCH)}
    for name in ("nearest", "seq", "number"):
        if values.get(name) and words.has(f"{code}.{name}"):
            code = f"{code}.{name}"
    for name in MOMENTS & values.keys():
        values[name] = clock_told(str(values[name]), words.language)
    for name, family in TRANSLATED.items():
        if name in values:
            values[name] = words(f"{family}.{values[name]}")
    return words(code, **values)


def question_alone(problem: Problem, words: Words) -> str:
    """Return the sentence without its last part, how to type each reading: the choices themselves show that."""
    sentence = problem_sentence(problem, words)
    return sentence.rpartition("; ")[0] or sentence
