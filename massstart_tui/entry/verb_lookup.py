"""Lookup of verbs by the words for them in English and Dutch, exact or similar, and tables of what each verb takes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
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
"""The verbs that take free text behind a colon, with the field of the event that holds it."""
COLOURS: Final = ("yellow", "warning", "red")
"""The verbs for a card; each is a colour."""
COUNT_LAPS: Final = ("lapped", "withdraw", "eliminated")
"""The verbs that can be followed by the number of laps completed."""


OUTCOMES: Final = frozenset(
    {"lapped", "lap_gained", "eliminated", "withdraw", "disqualify", "dns", "advance", "yellow", "warning", "red"}
)
"""The verbs for how a race ends for a skater, or for a card. A wrong guess at one of these would record an untruth."""


def forms(verb: Verb) -> Iterator[str]:
    """Yield every way to type ``verb``."""
    yield from (*verb.short, *verb.english, *verb.dutch)


_LONGEST_SHORT: Final = 2
"""Forms of at most so many letters are abbreviations, and are no suggestion."""
_LONGEST_ABBREVIATION: Final = 3
ALIKE: Final = 0.5
"""The least similarity (`difflib` ratio) for a suggestion."""
SURELY_ALIKE: Final = 0.75
"""The least similarity for suggesting one of `OUTCOMES`."""
MARGIN: Final = 0.1
"""By how much the suggestion must be more similar than any other of `OUTCOMES`."""
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
"""The words that can follow the bibs, by verb; they are not looked up as names there."""


def verb_called(word: str) -> str | None:
    """Return the verb of ``word``, or of two words, if any; case matters only if a form of a verb has a capital."""
    return _CALLED.get(word) or _CALLED.get(word.lower())


def verbs_beginning(prefix: str) -> tuple[str, ...]:
    """Return every form that begins with ``prefix``, except the abbreviations."""
    start = prefix.lower()
    return tuple(form for form in _CALLED if len(form) > _LONGEST_SHORT and form.startswith(start))


def nearest_form(word: str) -> str:
    """Return the form of a verb that is most like ``word``.

    Return an empty string if none is similar, or if it can be more than one of `OUTCOMES`. For a word that is part of
    several forms, as cards have their colours, return one form of each.
    """
    typed = word.lower()
    # Reversed, so that the dict keeps the first form of each verb.
    if whole := {code: form for form, code in reversed(_CALLED.items()) if typed in form.split()}:
        return ", ".join(reversed(whole.values()))
    # Whoever stops in the middle of a verb means that one, however like another one the beginning is.
    begun = verbs_beginning(typed) if len(typed) > _LONGEST_SHORT else ()
    if begun and len({_CALLED[form] for form in begun}) == 1:
        return begun[0]
    alike = difflib.get_close_matches(typed, _CALLED, n=MOST_ALIKE, cutoff=ALIKE)
    if not alike or _CALLED[alike[0]] not in OUTCOMES:
        return alike[0] if alike else ""
    return alike[0] if _surely(typed, alike) else ""


def _surely(typed: str, alike: list[str]) -> bool:
    """Return whether the first of ``alike``, one of `OUTCOMES`, is meant, and no other one is about as similar.

    An abbreviation never is: nobody who types ``dnq`` means ``dns``.
    """
    first = alike[0]
    likeness = _likeness(typed, first)
    near = {_CALLED[form] for form in alike if _likeness(typed, form) > likeness - MARGIN}
    return len(first) > _LONGEST_ABBREVIATION and likeness >= SURELY_ALIKE and len(near & OUTCOMES) == 1


def _likeness(typed: str, form: str) -> float:
    return difflib.SequenceMatcher(None, form, typed).ratio()


def long_form(verb: Verb, language: Language) -> str:
    """Return the form in which ``verb`` is printed: the first one of the language."""
    return (verb.dutch if language is Language.NL else verb.english)[0]


def in_language(found: Iterable[str], language: Language) -> str:
    """Return these forms of verbs in ``language``: another one of the same verb for each that is not of it."""
    return ", ".join(dict.fromkeys(_form_in(form, language) for form in found))


def _form_in(form: str, language: Language) -> str:
    code = verb_called(form)
    verb = None if code is None else VERBS[code]
    if verb is None:
        return form
    own = verb.dutch if language is Language.NL else verb.english
    # A card without its colour is told as one: “card yellow” is not “geel” alone.
    alike = (other for other in own if (" " in other) is (" " in form))
    return form if form in (*verb.short, *own) else next(alike, own[0])
