"""The start sheet that a feed gives, checked as that of a file is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import BadLine, decode_sheet
from massstart_tui.stream.faults import Fault


def sheet_of_feed(fields: Mapping[str, Any], line: int) -> tuple[Sheet | None, Sequence[Fault]]:
    """Return the start sheet with these fields, or None, and what is wrong with it.

    If chips are wrong, such as one that two skaters wear, it has none: a system that counts laps needs none.
    """
    try:
        return decode_sheet(json.dumps(fields).encode()), ()
    except BadLine as error:
        faults = [replace(fault, line=line, harmless=True) for fault in error.faults]
    without = [{**skater, "transponders": []} for skater in fields["skaters"]]
    if without == fields["skaters"]:
        return None, faults
    return sheet_of_feed({**fields, "skaters": without}, line)[0], faults
