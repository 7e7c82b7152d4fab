"""Completion of the word at the cursor: verbs at the beginning of a line, then skaters and words such as ``laps``."""

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
"""The verbs that are not followed by a skater."""
MOST_CHOICES: Final = 8
"""How many completions are offered at most: the screen has no room for more beside the race."""
MOST_TRIED: Final = 12
"""How many candidates are parsed at most. Each is parsed before it is offered, at every keystroke."""
_WORD_BEHIND_BIBS: Final = {"fall": CAUSED_BY, "review": LIFTED, "relegate": BEHIND}
"""The word that can follow the bibs, by verb; for the other verbs of `BEHIND_BIBS` it is that for laps."""
_LAP: Final = "|".join(forms(VERBS["lap"]))
_HEAD: Final = re.compile(
    rf"[\s,;]*(?:@\s*(?:(?:{_LAP})\s*[0-9]+|t?-?[0-9:.]+(?:,[0-9]+)?)(?=[^0-9]))?[\s,;]*", re.IGNORECASE
)
"""The separators and the moment (``@4``, ``@lap 4``, ``@3:31.2``) in front of the verb."""
_MOMENT_BEGUN: Final = re.compile(r"@\s*[^\W\d_]*\Z")
_AMENDS: Final = re.compile(r'\S+\s*[0-9]+\s*(?:"(?:[^"\\]|\\.)*"\s*)?')
"""A verb with a seq and an optional quoted reason: an amend, if the verb is that."""
_WORD: Final = re.compile(r"[^\s=/*?:+&,;@]*$")
_NAME_BEFORE: Final = re.compile(r"([^\s0-9=/*?:+&,;@]+)\s+$")
_FIRST: Final = re.compile(r"[^\s0-9=/*?:+&,;@]+")


class Completion(NamedTuple):
    """One way to complete a line: the whole new text, the new position of the cursor, and the label of the choice."""

    text: str
    cursor: int
    shown: str


def completions(text: str, cursor: int, situation: Situation, language: Language) -> tuple[Completion, ...]:
    """Return the ways to complete ``text`` at ``cursor``, best first; verbs are offered in ``language``.

    Every completion is parsed first, and is left out if what it inserts would be a problem.
    """
    before = text[:cursor]
    # Nobody can follow the star of ``g 1 2 / *``: it stands for all others.
    if len(text) > MOST_CHARACTERS or before.rstrip().endswith(REST):
        return ()
    word = _WORD.search(before)
    begun = word[0] if word else ""
    # The minus of ``g -gro`` is not part of the name; in a moment such as ``@-10`` it belongs to the time.
    if begun.startswith(OUT_OF_IT) and not before.endswith(f"@{begun}"):
        begun = begun[1:]
    at = cursor - len(begun)
    fitting = (
        completion
        for completion in islice(
            chain(
                # A name with the beginning of a nation is the more specific reading, so it comes first.
                (_accepted(text, since, cursor, *choice) for since, *choice in _of_nations(before, begun, situation)),
                (_accepted(text, at, cursor, *choice) for choice in _choices(before, begun, situation, language)),
            ),
            MOST_TRIED,
        )
        if _fits(completion, at, situation)
    )
    return tuple(islice(fitting, MOST_CHOICES))


def _choices(before: str, begun: str, situation: Situation, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the candidates for the word ``begun``, each with its label."""
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
    """Return the verb that ``before`` has at ``start``, or "bare"."""
    try:
        return verb_at(before, start)[0]
    except Problem:
        return "bare"


def _fits(completion: Completion, at: int, situation: Situation) -> bool:
    """Return whether the completed part of the line is valid; what follows the cursor may still be wrong."""
    try:
        read_line(completion.text, situation)
    except Problem as problem:
        return problem.unfinished or problem.end <= at or problem.start >= completion.cursor
    return True


def _where_the_verb_is(before: str) -> int:
    """Return the offset of the verb: behind the moment, and inside an amend behind the seq and the reason."""
    at = 0
    # A line inside an amend can have a moment of its own, and be an amend itself.
    while head := _HEAD.match(before, at):
        at = head.end()
        first = _FIRST.match(before, at)
        amends = _AMENDS.match(before, at)
        if not first or not amends or verb_called(first[0]) != "amend" or amends.end() == len(before.rstrip()):
            break
        at = amends.end()
    return at


def _accepted(text: str, at: int, cursor: int, instead: str, shown: str) -> Completion:
    """Replace the text from ``at`` to ``cursor`` by ``instead``, and put the cursor behind it and a space."""
    after = text[cursor:]
    gap = "" if after.startswith((" ", ":")) else " "
    return Completion(text[:at] + instead + gap + after, at + len(instead) + 1, shown)


def _verbs(begun: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the verbs that begin with ``begun`` in the screen's language, or else in the other one."""
    ours = list(_verbs_in(begun, language))
    yield from ours or _verbs_in(begun, next(other for other in Language if other is not language))


def _verbs_in(begun: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the verbs of one language; a verb that ``begun`` already is comes first: f is a fall, then finish."""
    start, is_already = begun.lower(), verb_called(begun)
    for code in sorted(VERBS, key=lambda code: code != is_already):
        verb = VERBS[code]
        said = verb.dutch if language is Language.NL else verb.english
        form = said[0] if code == is_already else next((form for form in said if form.startswith(start)), None)
        if form:
            yield form, _shown(form, verb)


def _shown(form: str, verb: Verb) -> str:
    """Return the label of a verb: its form, with the abbreviation in brackets."""
    return f"{form} ({verb.short[0]})" if verb.short and verb.short[0] != form else form


def _skaters(begun: str, verb: str, before: str, situation: Situation) -> Iterator[tuple[str, str]]:
    """Yield skaters whose name or bib begins so, whom the verb can name and the line does not name yet."""
    roster = roster_of(situation.sheet)
    if begun.isdecimal():
        typed = [bib for bib in sorted(roster.bibs) if str(bib).startswith(begun)]
    else:
        typed = list(roster.called(begun)) if begun else _likely(verb, situation.state, roster)
    # Numbers with a colon or a point are times, and one behind @ is a moment: they name nobody.
    named = set(map(int, re.findall(r"(?<![0-9@:.])[0-9]{1,4}(?![0-9:.])", before[: len(before) - len(begun)])))
    who = WHO.get(verb)
    for bib in typed:
        if bib not in named and not (who and who(situation.state, bib)):
            yield str(bib), roster.label(bib)


def _of_nations(before: str, begun: str, situation: Situation) -> Iterator[tuple[int, str, str]]:
    """Yield skaters named by the word before ``begun`` whose nation begins with ``begun``, with that word's offset."""
    roster = roster_of(situation.sheet)
    match = _NAME_BEFORE.search(before[: len(before) - len(begun)])
    if not begun or not match or match.start() < _where_the_verb_is(before) or verb_called(match[1]):
        return
    for bib in roster.called(match[1]):
        if roster.nation_begins(bib, begun):
            yield match.start(), str(bib), roster.label(bib)


def _likely(verb: str, state: RaceState, roster: Roster) -> list[int]:
    """Return all bibs, those of the leading groups first; none for bare bibs, which are typed as fast."""
    if verb == "bare":
        return []
    front = [bib for group in state.groups for bib in group]
    return list(dict.fromkeys((*front, *sorted(roster.bibs))))


def _behind_bibs(begun: str, verb: str, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the word that can follow the bibs of this verb, if ``begun`` is the beginning of it."""
    word = long_form(_WORD_BEHIND_BIBS.get(verb, LAPS), language)
    if verb in BEHIND_BIBS and begun and any(form.startswith(begun.lower()) for form in BEHIND_BIBS[verb]):
        yield word, word
