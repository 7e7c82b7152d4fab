"""What is wrong with a moment that was asked for, in words."""

from __future__ import annotations

from massstart_tui.stream.moments import NoSuchMoment, NotAMoment, Sort
from massstart_tui.text.words import Words


def moment_problem(error: NotAMoment | NoSuchMoment, words: Words, *, bounds: bool = True) -> str:
    """The sentence for a moment that is not understood, or that this race does not have.

    Without ``bounds`` it does not tell how many there are, which gives away what is still to come.
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
