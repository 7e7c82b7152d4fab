"""Which verb a word is, in either language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from massstart_tui.text.verb_forms import AND, BEHIND, CAUSED_BY, LAPS, LIFTED, VERBS, Verb
from massstart_tui.text.words import Language

REASONS: Final = {
    "fall": "reason",
    "stop": "reason",
    "resume": "reason",
    "restart": "reason",
    "distance": "reason",
    "withdraw": "reason",
    "advance": "reason",
    "retract": "reason",
    "review": "reason",
    "disqualify": "rule",
    "relegate": "rule",
    "points": "reason",
    "false_start": "rule",
    "yellow": "rule",
    "warning": "rule",
    "red": "rule",
}
"""The verbs that take a text after a colon, and the field of the event that it goes to."""
COLOURS: Final = ("yellow", "warning", "red")
"""The verbs for a card, which are its colours."""
COUNT_LAPS: Final = ("lapped", "withdraw", "eliminated")
"""The verbs that take how many laps had been completed."""


OUTCOMES: Final = frozenset(
    {"lapped", "lap_gained", "eliminated", "withdraw", "disqualify", "dns", "advance", "yellow", "warning", "red"}
)
"""The verbs that say how a race ends for a skater, or a card: to take one for another is to record what is not so."""


def forms(verb: Verb) -> Iterator[str]:
    """Every way to type ``verb``."""
    yield from (*verb.short, *verb.english, *verb.dutch)


_LONGEST_SHORT: Final = 2
_LONGEST_ABBREVIATION: Final = 3
ALIKE: Final = 0.5
SURELY_ALIKE: Final = 0.75
"""How much of a word is that of a verb by which a skater is out, at least, for it to be told as what was meant."""
MARGIN: Final = 0.1
"""By how much it is more like the word than what says something else of a skater."""
MOST_ALIKE: Final = 5
_CALLED: Final = {form: code for code, verb in VERBS.items() for form in forms(verb)}
JOINING: Final = frozenset(forms(AND))
LAPS_WORDS: Final = frozenset(forms(LAPS))
CAUSED_BY_WORDS: Final = frozenset(forms(CAUSED_BY))
LIFTED_WORDS: Final = frozenset(forms(LIFTED))
BEHIND_WORDS: Final = frozenset(forms(BEHIND))
BEHIND_BIBS: Final = {
    **dict.fromkeys(COUNT_LAPS, LAPS_WORDS),
    "fall": CAUSED_BY_WORDS,
    "review": LIFTED_WORDS,
    "relegate": BEHIND_WORDS,
}
"""By verb: the words that may stand behind its bibs, and are nobody's name there."""


def verb_called(word: str) -> str | None:
    """The verb that ``word`` is, or two words are, if any; capitals matter only where a form of a verb has one."""
    return _CALLED.get(word) or _CALLED.get(word.lower())


def verbs_beginning(prefix: str) -> tuple[str, ...]:
    """Every form that begins with ``prefix``, but for the short ones."""
    start = prefix.lower()
    return tuple(form for form in _CALLED if len(form) > _LONGEST_SHORT and form.startswith(start))


def nearest_form(word: str) -> str:
    """The form of a verb most like ``word``; nothing where none is, or where it is not sure which end of a race is.

    A word that is part of several, as of cards in their colours, is told with one form of each.
    """
    typed = word.lower()
    if whole := {code: form for form, code in reversed(_CALLED.items()) if typed in form.split()}:
        return ", ".join(reversed(whole.values()))
    alike = difflib.get_close_matches(typed, _CALLED, n=MOST_ALIKE, cutoff=ALIKE)
    if not alike or _CALLED[alike[0]] not in OUTCOMES:
        return alike[0] if alike else ""
    return alike[0] if _surely(typed, alike) else ""


def _surely(typed: str, alike: list[str]) -> bool:
    """Whether the first of ``alike``, the end of a race for a skater, is meant: no other is near.

    An abbreviation never is: nobody who types ``dnq`` means ``dns``.
    """
    first = alike[0]
    likeness = _likeness(typed, first)
    near = {_CALLED[form] for form in alike if _likeness(typed, form) > likeness - MARGIN}
    return len(first) > _LONGEST_ABBREVIATION and likeness >= SURELY_ALIKE and len(near & OUTCOMES) == 1


def _likeness(typed: str, form: str) -> float:
    return difflib.SequenceMatcher(None, form, typed).ratio()


def long_form(verb: Verb, language: Language) -> str:
    """How ``verb`` is printed."""
    return (verb.dutch if language is Language.NL else verb.english)[0]
