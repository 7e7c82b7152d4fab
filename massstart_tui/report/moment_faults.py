"""Sentences about a moment that was asked for and is not understood, or does not exist in the race.

It stands apart from `fault_messages`, because the moments load the timeline: ``massstart new`` and ``passings`` tell
faults without one.
"""

from __future__ import annotations

from massstart_tui.stream.moments import NoSuchMoment, NotAMoment, Sort
from massstart_tui.text.words import Words


def moment_problem(error: NotAMoment | NoSuchMoment, words: Words, *, bounds: bool = True) -> str:
    """Return the sentence for a moment that is not understood, or that this race does not have.

    If ``bounds`` is not set, it does not say which moments there are, which would give away what is to come.
    """
    if isinstance(error, NotAMoment):
        return words("moment.not_understood", text=error.text)
    number = error.moment.number
    sort = words(f"moment.sort.{error.moment.sort}")
    if error.known is None:
        return words("moment.none", sort=sort)
    one = words("moment.to_go" if error.moment.sort is Sort.TO_GO else "moment.numbered", sort=sort, number=number)
    if not bounds:
        return words("moment.not_there", one=one)
    first, last = error.known
    return words("moment.no_such", one=one, first=first, last=last)
