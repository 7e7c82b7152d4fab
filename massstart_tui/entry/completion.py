"""How the word at the cursor may go on: verbs where a line begins, skaters behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from massstart_tui.entry.allowed import WHO
from massstart_tui.entry.group_lines import OUT_OF_IT, REST
from massstart_tui.entry.line_reading import MOST_CHARACTERS, read_line, verb_at
from massstart_tui.entry.problems import Problem
from massstart_tui.entry.roster import Roster, roster_of
from massstart_tui.entry.situation import Situation
from massstart_tui.entry.verb_lookup import BEHIND_BIBS, REASONS, forms, long_form, verb_called
from massstart_tui.race.state import RaceState
from massstart_tui.text.verb_forms import BEHIND, CAUSED_BY, LAPS, LIFTED, VERBS, Verb
from massstart_tui.text.words import Language

NAME_NOBODY: Final = frozenset(
    {
        "note",
        "undo",
        "redo",
        "retract",
        "start",
        "neutral_end",
        "stop",
        "resume",
        "restart",
        "distance",
        "clock",
        "official",
        "skater",
    }
)
"""The verbs behind which no skater comes."""
MOST_CHOICES: Final = 8
"""More than a screen has room for beside the race helps nobody."""
MOST_TRIED: Final = 12
"""Every choice is read before it is offered, at each keystroke."""
_WORD_BEHIND_BIBS: Final = {"fall": CAUSED_BY, "review": LIFTED, "relegate": BEHIND}
_LAP: Final = "|".join(forms(VERBS["lap"]))
_HEAD: Final = re.compile(
    rf"[\s,;]*(?:@\s*(?:(?:{_LAP})\s*[0-9]+|t?-?[0-9:.]+(?:,[0-9]+)?)(?=[^0-9]))?[\s,;]*", re.IGNORECASE
)
_MOMENT_BEGUN: Final = re.compile(r"@\s*[^\W\d_]*\Z")
_AMENDS: Final = re.compile(r'\S+\s*[0-9]+\s*(?:"(?:[^"\\]|\\.)*"\s*)?')
_WORD: Final = re.compile(r"[^\s=/*?:+&,;@]*$")
_NAME_BEFORE: Final = re.compile(r"([^\s0-9=/*?:+&,;@]+)\s+$")
_FIRST: Final = re.compile(r"[^\s0-9=/*?:+&,;@]+")


class Completion(NamedTuple):
    """A way for the line to go on: the whole of it, where the cursor comes, and how the choice is shown."""

    text: str
    cursor: int
    shown: str


def completions(text: str, cursor: int, situation: Situation, language: Language) -> tuple[Completion, ...]:
    """How ``text`` may go on at ``cursor``, best first: in ``language`` where it is a verb.

    Whichever is chosen, nothing is wrong with what it puts into the line.
    """
    before = text[:cursor]
    if len(text) > MOST_CHARACTERS or before.rstrip().endswith(REST):
        return ()
    word = _WORD.search(before)
    begun = word[0] if word else ""
    if begun.startswith(OUT_OF_IT) and not before.endswith(f"@{begun}"):
        begun = begun[1:]
    at = cursor - len(begun)
    fitting = (
        completion
        for completion in islice(
            chain(
                (_accepted(text, since, cursor, *choice) for since, *choice in _of_nations(before, begun, situation)),
                (_accepted(text, at, cursor, *choice) for choice in _choices(before, begun, situation, language)),
            ),
            MOST_TRIED,
        )
        if _fits(completion, at, situation)
    )
    return tuple(islice(fitting, MOST_CHOICES))


def _choices(before: str, begun: str, situation: Situation, language: Language) -> Iterator[tuple[str, str]]:
    """What may come in the place of the word that is ``begun``, and how it is shown."""
    start = _where_the_verb_is(before)
    if _MOMENT_BEGUN.match(before, start):
        yield from ((form, form) for form, _ in _verbs(begun, language) if begun and verb_called(form) == "lap")
        return
    first = _FIRST.match(before, start)
    if first and first.end() == len(before):
        yield from _verbs(begun, language)
        yield from _skaters(begun, "bare", before, situation)
        return
    verb = _verb_behind(before, start) if first else "bare"
    if verb in NAME_NOBODY or (verb in REASONS and ":" in before[start:]):
        return
    yield from _skaters(begun, verb, before, situation)
    yield from _behind_bibs(begun, verb, language)


def _verb_behind(before: str, start: int) -> str:
    try:
        return verb_at(before, start)[0]
    except Problem:
        return "bare"


def _fits(completion: Completion, at: int, situation: Situation) -> bool:
    """Whether nothing is wrong where the line was completed; further on it may still be."""
    try:
        read_line(completion.text, situation)
    except Problem as problem:
        return problem.unfinished or problem.end <= at or problem.start >= completion.cursor
    return True


def _where_the_verb_is(before: str) -> int:
    """Behind the moment; within an amend, behind what it amends."""
    at = 0
    while head := _HEAD.match(before, at):
        at = head.end()
        first = _FIRST.match(before, at)
        amends = _AMENDS.match(before, at)
        if not first or not amends or verb_called(first[0]) != "amend" or amends.end() == len(before.rstrip()):
            break
        at = amends.end()
    return at


def _accepted(text: str, at: int, cursor: int, instead: str, shown: str) -> Completion:
    after = text[cursor:]
    gap = "" if after.startswith((" ", ":")) else " "
    return Completion(text[:at] + instead + gap + after, at + len(instead) + 1, shown)


def _verbs(begun: str, language: Language) -> Iterator[tuple[str, str]]:
    """In the language of the screen; in the other only where it has none that begins so."""
    ours = list(_verbs_in(begun, language))
    yield from ours or _verbs_in(begun, next(other for other in Language if other is not language))


def _verbs_in(begun: str, language: Language) -> Iterator[tuple[str, str]]:
    """What ``begun`` is already comes first: f is a fall before it is the beginning of a finish."""
    start, is_already = begun.lower(), verb_called(begun)
    for code in sorted(VERBS, key=lambda code: code != is_already):
        verb = VERBS[code]
        said = verb.dutch if language is Language.NL else verb.english
        form = said[0] if code == is_already else next((form for form in said if form.startswith(start)), None)
        if form:
            yield form, _shown(form, verb)


def _shown(form: str, verb: Verb) -> str:
    return f"{form} ({verb.short[0]})" if verb.short and verb.short[0] != form else form


def _skaters(begun: str, verb: str, before: str, situation: Situation) -> Iterator[tuple[str, str]]:
    """Those whom the verb may be about, and who are not named yet: of the name begun, or whose bib begins so."""
    roster = roster_of(situation.sheet)
    if begun.isdecimal():
        typed = [bib for bib in sorted(roster.bibs) if str(bib).startswith(begun)]
    else:
        typed = list(roster.called(begun)) if begun else _likely(verb, situation.state, roster)
    named = set(map(int, re.findall(r"(?<![0-9@:.])[0-9]{1,4}(?![0-9:.])", before[: len(before) - len(begun)])))
    who = WHO.get(verb)
    for bib in typed:
        if bib not in named and not (who and who(situation.state, bib)):
            yield str(bib), roster.label(bib)


def _of_nations(before: str, begun: str, situation: Situation) -> Iterator[tuple[int, str, str]]:
    """Those whom the word before the one ``begun`` names, and whose nation begins so: from where, and the choice."""
    roster = roster_of(situation.sheet)
    match = _NAME_BEFORE.search(before[: len(before) - len(begun)])
    if not begun or not match or match.start() < _where_the_verb_is(before) or verb_called(match[1]):
        return
    for bib in roster.called(match[1]):
        if roster.nation_begins(bib, begun):
            yield match.start(), str(bib), roster.label(bib)


def _likely(verb: str, state: RaceState, roster: Roster) -> list[int]:
    """Everyone, those in front as last told first; nobody where bibs alone are as well left to be typed."""
    if verb == "bare":
        return []
    front = [bib for group in state.groups for bib in group]
    return list(dict.fromkeys((*front, *sorted(roster.bibs))))


def _behind_bibs(begun: str, verb: str, language: Language) -> Iterator[tuple[str, str]]:
    word = long_form(_WORD_BEHIND_BIBS.get(verb, LAPS), language)
    if verb in BEHIND_BIBS and begun and any(form.startswith(begun.lower()) for form in BEHIND_BIBS[verb]):
        yield word, word
