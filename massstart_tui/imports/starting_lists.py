"""Recognition of a list of who starts, by how it begins: csv, transponders alone, Orbits groups, or ISU JSON."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Final

from massstart_tui.imports.chip_lists import ChipList, chips_in_csv
from massstart_tui.imports.isu_entries import is_json, start_list_in
from massstart_tui.imports.orbits_groups import group_in, skaters_of
from massstart_tui.imports.skater_list import StartList, list_from_csv
from massstart_tui.imports.text_encoding import decoded
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.faults import Fault, Flaw

_XML: Final = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|groups)\b")


def is_xml(content: bytes) -> bool:
    """Return whether a file begins as one of Orbits groups does."""
    return _XML.match(content.removeprefix(BOM_UTF8)) is not None


def starting_list_in(content: bytes, group: str | None, *, named: bool) -> StartList | ChipList:
    """Parse a list of who starts; raises BadLine with every fault.

    ``group`` is which one of an Orbits file. ``named`` says that the list must have names.
    """
    if is_xml(content):
        found = group_in(content, group)
        skaters, remarks = skaters_of(found)
        told = {"title": found.name, "laps": found.laps}
        return StartList(tuple(skaters), tuple(remarks), {key: value for key, value in told.items() if value})
    if group is not None:
        raise BadLine([Fault(None, "group", Flaw.NO_SUCH_GROUP, {"given": group, "names": "-"})])
    if is_json(content):
        return start_list_in(content)
    text, remarks = decoded(content)
    chips = chips_in_csv(text)
    if chips is not None and named:
        raise BadLine([Fault(None, "", Flaw.CHIPS_WITHOUT_NAMES)])
    return list_from_csv(content) if chips is None else ChipList(chips.chips, chips.lines, (*remarks, *chips.faults))
