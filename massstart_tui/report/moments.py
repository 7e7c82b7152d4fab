"""What is wrong with a moment that was asked for, in words."""

from __future__ import annotations

from massstart_tui.stream.moments import NoSuchMoment, NotAMoment
from massstart_tui.text.words import Words


def moment_problem(error: NotAMoment | NoSuchMoment, words: Words, *, bounds: bool = True) -> str:
    """The sentence for a moment that is not understood, or that this race does not have.

    Without ``bounds`` it does not tell how many there are, which gives away what is still to come.
    """
    if isinstance(error, NotAMoment):
        return words("moment.not_understood", text=error.text)
    sort = words(f"moment.sort.{error.moment.sort}")
    if error.known is None:
        return words("moment.none", sort=sort)
    if not bounds:
        return words("moment.not_there", sort=sort, number=error.moment.number)
    first, last = error.known
    return words("moment.no_such", sort=sort, number=error.moment.number, first=first, last=last)
