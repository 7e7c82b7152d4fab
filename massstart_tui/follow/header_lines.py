"""Recognise the header of a race among other lines, and the race that a wrong header belongs to."""

from __future__ import annotations

import json

from massstart_tui.race.record import WrongForm
from massstart_tui.stream.codec import BadLine, decode_event, decode_header, names_format


def is_header(line: bytes) -> bool:
    """Return whether ``line`` is a header without faults."""
    if not names_format(line):
        return False
    try:
        decode_header(line)
    except BadLine:
        return False
    return True


def can_stand_in(header: bytes, wrong: bytes, following: bytes) -> bool:
    """Return whether ``header`` can stand in for the line ``wrong``, which ``following`` follows.

    It can if ``wrong`` is meant as a header, or is followed by an event, and does not name another race.
    """
    if not (names_format(wrong) or _is_event(following)):
        return False
    return _race_named(wrong) in (None, _race_named(header))


def _is_event(line: bytes) -> bool:
    try:
        decode_event(line)
    except WrongForm:
        return False
    return True


def _race_named(header: bytes) -> object:
    """Return the id of the race that this line names; None if that cannot be read."""
    try:
        fields = json.loads(header)
    except (ValueError, RecursionError):
        return None
    race = fields.get("race") if isinstance(fields, dict) else None
    return race.get("id") if isinstance(race, dict) else None
