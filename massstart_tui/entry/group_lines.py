"""Parser of lines about groups on the ice: all groups with their gaps, a skater who drops back, or a single gap."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, Final

from massstart_tui.entry.allowed import about
from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.problems import Code, Problem
from massstart_tui.entry.tokens import CLOCK, SECONDS, Token, TokenKind
from massstart_tui.entry.verb_lookup import forms, verb_called
from massstart_tui.race.grouping import Grouping, grouping_of
from massstart_tui.race.groups import groups_on_the_ice, still_racing
from massstart_tui.text.verb_forms import SKATER_PARTS

REST: Final = "*"
"""Stands for all skaters who are not named in the line."""
BEHIND: Final = "/"
"""Separates a group from the one behind it."""
GAP_UNKNOWN: Final = "?"
OUT_OF_IT: Final = "-"
"""In front of a skater: they drop out of their group into a new one behind it."""
GROUP: Final = "group"
BIB: Final = "bib"
"""In front of a number that can be a group or a bib: `GROUP` or `BIB` says which it is."""
_ONE_GAP: Final = re.compile(rf"\+\s*(?:{CLOCK}|{SECONDS})")
_BIB_WORDS: Final = frozenset(forms(SKATER_PARTS["bib"]))


def read_groups(line: TypedLine) -> Entered:
    """Parse all groups, front first; the gap to the group ahead, if it is known, stands in front of the bibs.

    ``-75`` drops a skater out of a group, and ``g 3 +12`` is a gap if no bib is 3 or ends in 3. Raises Problem.
    """
    first = line.peek()
    if _drops(line):
        return _dropped(line)
    if first and _is_no_bib(line, first) and line.next_but_one_begins("+"):
        return read_gap(line)
    groups: list[list[int]] = []
    gaps: list[int | None] = []
    measured = rest = False
    while True:
        gap, said = _gap(line)
        gaps.append(gap)
        measured |= said
        if token := line.taken(TokenKind.SIGN, REST):
            if rest:
                line.unexpected(token)
            rest = True
            groups.append([])
        else:
            groups.append(line.skaters())
        if not line.taken(TokenKind.SIGN, BEHIND):
            break
    # One group of one skater and more text behind it may be a gap: ``g 2 +12``.
    if first and [len(group) for group in groups] == [1]:
        _not_a_gap(line, first, groups[0][0])
    line.the_end()
    # The star can stand in front of other groups, so it is resolved once all of them are known.
    groups = [group or _all_others(line, groups) for group in groups]
    if not line.exact:
        _says_something(line, groups, gaps)
    return Entered((line.event("groups", groups=groups, **({"gaps": gaps} if measured else {})),))


def _gap(line: TypedLine) -> tuple[int | None, bool]:
    """Take the gap to the group ahead.

    Return it in ms (None if unknown), and whether the line has anything about it.
    """
    plus, unknown = line.peek(), line.peek(1)
    if plus and unknown and (plus.text, unknown.text) == ("+", GAP_UNKNOWN):
        line.take()
        line.take()
        return None, True
    gap = line.signed()
    if gap is not None and plus and (gap < 0 or plus.text.startswith("-")):
        line.unexpected(plus)
    return gap, gap is not None


def _all_others(line: TypedLine, groups: list[list[int]]) -> list[int]:
    """Return the skaters in the race whom no group names, without who fell; raise Problem if there are none."""
    named = {*chain.from_iterable(groups), *line.state.down}
    others = [bib for bib in still_racing(line.state) if bib not in named]
    if not others:
        raise Problem(Code.NOBODY_LEFT, line.span)
    return others


def _says_something(line: TypedLine, groups: list[list[int]], gaps: list[int | None]) -> None:
    """Raise Problem if the line repeats groups that a person recorded.

    Groups that were only derived from crossings can be confirmed.
    """
    state = line.state
    # Nobody recorded groups or an attack, so the groups shown come from crossings.
    if not state.groups and (state.timed or not state.away):
        return
    now = grouping_of(tuple(map(tuple, groups)), tuple(gaps), still_racing(state), state.down)
    before = _on_the_ice(line)
    if now.gaps == before.gaps and [*map(set, now.groups)] == [*map(set, before.groups)]:
        raise Problem(Code.SAME_GROUPS, line.span)


# Lines that record one change. The event holds all groups, not the change: an event tells the grouping from then on.


def _on_the_ice(line: TypedLine) -> Grouping:
    """Return the groups as the screen shows them.

    Raises Problem inside an amend: an amended event is at another moment, so the groups of now are no base for a
    change.
    """
    if line.amends:
        raise Problem(Code.NOT_IN_AMEND, line.span)
    groups = groups_on_the_ice(line.state)
    return Grouping(tuple(group.bibs for group in groups), tuple(group.gap for group in groups))


def _recorded(line: TypedLine, now: Grouping) -> Entered:
    """Return the event of a grouping in which one thing was changed."""
    fields: dict[str, Any] = {"groups": now.groups}
    if any(gap is not None for gap in now.gaps):
        fields["gaps"] = now.gaps
    return Entered((line.event("groups", **fields),), regroups=True)


def _drops(line: TypedLine) -> bool:
    """Return whether the line begins with ``-75`` or ``- groen``, and take the minus."""
    token = line.peek()
    if token and token.kind is TokenKind.SIGNED and token.text[0] == OUT_OF_IT and token.text[1:].isdecimal():
        # The tokenizer reads ``-75`` as a signed time; here it is a minus and a bib.
        minus = Token(TokenKind.SIGN, OUT_OF_IT, token.start, token.start + 1)
        line.replace(0, minus, Token(TokenKind.NUMBER, token.text[1:], token.start + 1, token.end))
    return line.taken(TokenKind.SIGN, OUT_OF_IT) is not None


def _dropped(line: TypedLine) -> Entered:
    """Put the named skaters into a group of their own, directly behind the hindmost group that one of them was in.

    Nobody moves forward by it. The gaps before and behind the new group are unknown, since nobody has measured them.
    """
    bibs = tuple(line.skaters())
    line.the_end()
    before = _on_the_ice(line)
    hindmost = max(_group_of(line, before, bib) for bib in bibs)
    if any(set(group) == set(bibs) for group in before.groups):
        raise Problem(Code.IN_NO_OTHER_GROUP, line.span, skaters=line.roster.labels(bibs))
    # Groups ahead can become empty; the index of the new group counts only those that remain.
    ahead = Grouping(before.groups[: hindmost + 1], before.gaps[: hindmost + 1]).without(bibs)
    return _recorded(line, before.without(bibs).with_group(bibs, len(ahead.groups)))


def _group_of(line: TypedLine, grouping: Grouping, bib: int) -> int:
    """Return the index of the group of this skater; raise Problem if they are in none, as the lapped are."""
    found = next((at for at, group in enumerate(grouping.groups) if bib in group), None)
    if found is None:
        raise Problem(Code.IN_NO_GROUP, line.named_at(bib), **about(line.state, bib))
    return found


def _is_no_bib(line: TypedLine, token: Token) -> bool:
    """Return whether the token is a number that is no bib, and no last digits of one."""
    number = int(token.text) if token.kind is TokenKind.NUMBER else None
    return number is not None and number not in line.roster.bibs and not line.roster.ending_in(number)


def _not_a_gap(line: TypedLine, first: Token, bib: int) -> None:
    """Raise Problem if a line like ``g 2 +12`` is ambiguous.

    It can be a gap, a group of bib 2 with the others behind it, or a group of bibs 2 and 12.
    """
    token = line.peek()
    gap = line.text[token.start : line.end].strip() if token else ""
    if line.amends or not _ONE_GAP.fullmatch(gap):
        return
    before = _on_the_ice(line)
    group = _group_of(line, before, bib)
    number = int(first.text) if first.kind is TokenKind.NUMBER else 0
    # The first group has no gap to one ahead of it, so it is no choice.
    lines = [f"gap {GROUP} {number} {gap}"] if 1 < number <= len(before.groups) else []
    if group and group != number - 1:
        lines.append(f"gap {BIB} {bib} {gap}")
    lines.append(f"g {bib} {BEHIND} {gap} {REST}")
    joined = gap.removeprefix("+").strip()
    if joined.isdecimal() and int(joined) in line.roster.bibs - {bib}:
        lines.append(f"g {bib} {joined}")
    choices = tuple(line.before_the_verb + each for each in lines)
    raise Problem(Code.GAP_OR_GROUPS, line.span, bib=bib, skater=line.roster.label(bib)).with_choices(choices)


def read_gap(line: TypedLine) -> Entered:
    """Parse the gap of a group to the one ahead: ``gap 2 +12`` by group, ``gap bib 2 +12`` by a skater in it.

    Raises Problem, also if a number can be both, or if the line does not say which of several gaps it is.
    """
    before = _on_the_ice(line)
    at = _group_told(line, before)
    gap, said = (None, True) if line.taken(TokenKind.SIGN, GAP_UNKNOWN) else _gap(line)
    if not said:
        line.unexpected(line.take())
    line.the_end()
    if not 1 <= at < len(before.groups):
        raise Problem(Code.NO_SUCH_GAP, line.span, number=at + 1, last=len(before.groups))
    return _recorded(line, Grouping(before.groups, (*before.gaps[:at], gap, *before.gaps[at + 1 :])))


def _group_told(line: TypedLine, grouping: Grouping) -> int:
    """Return the index of the group that the line is about; raise Problem if it can be two."""
    token = line.peek()
    if token is None:
        line.unfinished()
    if token.kind is TokenKind.WORD and verb_called(token.text) == "groups":
        line.take()
        return line.number() - 1
    if line.taken(TokenKind.WORD, *_BIB_WORDS):
        return _group_of(line, grouping, line.skater())
    if token.text.startswith("+") or token.text == GAP_UNKNOWN:
        return _only_gap(line, token, grouping)
    number = int(token.text) if token.kind is TokenKind.NUMBER else 0
    if not 1 <= number <= len(grouping.groups) and not _is_no_bib(line, token):
        return _group_of(line, grouping, line.skater())
    line.take()
    # The number of a group can also be the bib of a skater in another group.
    other = next((at for at, group in enumerate(grouping.groups) if number in group), number - 1)
    if other and other != number - 1:
        words = (GROUP, BIB) if number > 1 else (BIB,)
        values: dict[str, str | int] = {"number": number, "skater": line.roster.label(number), "other": other + 1}
        raise Problem(Code.GROUP_OR_BIB, token.span, **values).with_choices(_lines(line, token, *words))
    return number - 1


def _only_gap(line: TypedLine, token: Token, grouping: Grouping) -> int:
    """Return the index of the second group if there are at most two; raise Problem if there are more gaps."""
    last = len(grouping.groups)
    choices = _lines(line, token, *(f"{GROUP} {number}" for number in range(2, last + 1)))
    if len(choices) > 1:
        raise Problem(Code.WHICH_GAP, token.span, last=last).with_choices(choices)
    return 1


def _lines(line: TypedLine, token: Token, *words: str) -> tuple[str, ...]:
    """Return the whole line once for each of ``words``, with that word in front of ``token``."""
    return tuple(f"{line.text[: token.start]}{word} {line.text[token.start :]}" for word in words)
