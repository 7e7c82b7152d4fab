"""Messages about faults in files, such as ``FILE:LINE: field: what is wrong; expected``, and about contradictions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from massstart_tui.race.contradictions import Contradiction, Contrary
from massstart_tui.text.clock import MINUTE_MS
from massstart_tui.text.plain import plain
from massstart_tui.text.prose import decimal, gap_told, ordinal, time_told
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from massstart_tui.stream.faults import Fault

MOST_LINES: Final = 20
"""How many faults are listed by default before the rest is only counted."""

_IN_A_LIST: Final = re.compile(r"\b(races|skaters)\[(\d+)\]")
CHECKED: Final = (".jsonl", ".toml")
"""The endings of the files that ``massstart check`` reads."""


def fault_line(path: str, fault: Fault, words: Words) -> str:
    """Return one fault of the file ``path`` on one line."""
    where = plain(path) if fault.line is None else f"{plain(path)}:{fault.line}"
    parts = (where, _place(plain(fault.field), words), fault_sentence(fault, words))
    return ": ".join(part for part in parts if part)


def _place(field: str, words: Words) -> str:
    """Return the field; of a race or a skater in a list it has also which one that is as a person counts, from 1."""
    found = _IN_A_LIST.search(field)
    if found is None:
        return field
    which = words(f"listed_as.{found[1]}", number=ordinal(int(found[2]) + 1, words.language))
    return f"{field} ({which})"


def fault_sentence(fault: Fault, words: Words) -> str:
    """Return what is wrong and what was expected, without the place."""
    code, values = f"fault.{fault.code}", dict(fault.values)
    if values.get("nearest") and words.has(f"{code}.nearest"):
        code = f"{code}.nearest"
    if "type" in values:
        values["type"] = words(f"type.{values['type']}")
    if isinstance(fault.code, Contrary):
        values |= times_shown(fault.values, words)
    return words(code, **values)


def times_shown(values: Mapping[str, str | int], words: Words) -> dict[str, str]:
    """Return the times among the values of a contradiction: race times as on a clock, lap times in seconds."""
    lang = words.language
    times = {name: int(values[name]) for name in ("time", "other_time") if name in values}
    shown = {name: _lap_time(ms, lang) if "lap" in values else time_told(ms, lang, 2) for name, ms in times.items()}
    if "at" in values:
        shown["at"] = time_told(int(values["at"]), lang, 0)
    return shown | ({"by": decimal(f"{int(values['by']) / 1000:.1f}", lang)} if "by" in values else {})


def _lap_time(ms: int, language: Language) -> str:
    return f"{gap_told(ms, language)} s" if ms < MINUTE_MS else gap_told(ms, language)


def contradiction_sentence(found: Contradiction, words: Words, *, recorded: bool = True) -> str:
    """Return what cannot be true, without its place; about an event that is not ``recorded`` yet, as a doubt."""
    asked = f"remark.{found.code}"
    code = f"fault.{found.code}" if recorded or not words.has(asked) else asked
    return words(code, **(found.values | times_shown(found.values, words)))


def contradiction_note(found: Contradiction, words: Words) -> str:
    """Return what cannot be true as a footnote that names the event."""
    return words("results.contradiction", seq=found.seq, told=contradiction_sentence(found, words))


def fault_lines(path: str, faults: Sequence[Fault], words: Words, most: int = MOST_LINES) -> list[str]:
    """Return a line for each of the first ``most`` faults of a file, and one that counts the others.

    It says that ``massstart check`` tells them all if that reads such files, as it does races and start sheets.
    """
    lines = [fault_line(path, fault, words) for fault in faults[:most]]
    if more := len(faults) - len(lines):
        code = "fault.more" if path.lower().endswith(CHECKED) else "fault.more.printed"
        lines.append(f"{plain(path)}: {words(code, count=more)}")
    return lines
