"""Which verb a word is, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from massstart_tui.text.verbs import FALSE_START, LAPS, VERBS, Verb
from massstart_tui.text.words import Language

REASONS: Final = {
    "fall": "reason",
    "stop": "reason",
    "restart": "reason",
    "distance": "reason",
    "withdraw": "reason",
    "advance": "reason",
    "retract": "reason",
    "disqualify": "rule",
    "yellow": "rule",
    "warning": "rule",
    "red": "rule",
}
"""The verbs that take a text after a colon, and the field of the event that it goes to."""
COLOURS: Final = ("yellow", "warning", "red")
"""The verbs for a card, which are its colours."""
COUNT_LAPS: Final = ("lapped", "withdraw", "eliminated")
"""The verbs that take how many laps had been completed."""


def forms(verb: Verb) -> Iterator[str]:
    """Every way to type ``verb``."""
    yield from (*verb.short, *verb.english, *verb.dutch)


_LONGEST_SHORT: Final = 2
_CALLED: Final = {form: code for code, verb in VERBS.items() for form in forms(verb)}
LAPS_WORDS: Final = frozenset(forms(LAPS))
FALSE_STARTS: Final = frozenset(forms(FALSE_START))


def verb_called(word: str) -> str | None:
    """The verb that ``word`` is, or two words are, if any; capitals matter only where a form of a verb has one."""
    return _CALLED.get(word) or _CALLED.get(word.lower())


def verbs_beginning(prefix: str) -> tuple[str, ...]:
    """Every form that begins with ``prefix``, but for the short ones."""
    start = prefix.lower()
    return tuple(form for form in _CALLED if len(form) > _LONGEST_SHORT and form.startswith(start))


def every_form() -> tuple[str, ...]:
    """Every form of every verb."""
    return tuple(_CALLED)


def long_form(verb: Verb, language: Language) -> str:
    """How ``verb`` is printed."""
    return (verb.dutch if language is Language.NL else verb.english)[0]
