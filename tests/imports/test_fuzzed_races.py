"""Any table is imported as a valid race or refused with its faults: no traceback, and no events out of order."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.imports.results_table import results_from_csv
from massstart_tui.race.rules import PRESETS, RulesTable
from massstart_tui.stream.codec import BadLine
from massstart_tui.stream.reading import read_from
from tests.imports.results_in_csv import SHEET, race_from, written

POINTS = st.sampled_from([None, 0, 1, 2, 3, "?", 60])
TOTALS = st.sampled_from([None, 0, 1, 3, 6, 10, 12, 20, 23, 40, 44, 60, 63, "3+"])
TIMES = st.sampled_from([None, "8:00.00", "8:00.50", "+0.50", "+1.00", "8:01.00", "DNF"])
ROWS = st.tuples(
    st.sampled_from([None, 1, 2, 3, 4, 5, 8]),
    *(POINTS,) * 3,
    st.sampled_from([None, 0, 3, 20, 40, 60]),
    TOTALS,
    st.sampled_from([None, 9, 16]),
    TIMES,
    st.sampled_from([None, "Q", "q", "LAP", "DNF", "DSQ", "DNS"]),
)


@given(
    st.lists(ROWS, min_size=1, max_size=6),
    st.sets(st.sampled_from(["Rank", "S1", "S2", "S3", "Finish", "Total", "Laps", "Time", "Notes"])),
    st.sampled_from(sorted(PRESETS)),
)
def test_a_table_of_any_values_is_a_race_in_order_or_is_told(
    rows: list[tuple[object, ...]], shown: set[str], preset: str
) -> None:
    headings = ["Rank", "S1", "S2", "S3", "Finish", "Total", "Laps", "Time", "Notes"]
    kept = [at for at, heading in enumerate(headings) if heading in shown or heading == "Total"]
    lines = [[f"N{number}", *(row[at] for at in kept)] for number, row in enumerate(rows)]
    content = written([["Name", *(headings[at] for at in kept)], *lines])
    try:
        race = race_from(results_from_csv(content), replace(SHEET, rules=RulesTable(preset)))
    except BadLine as error:
        faults = error.faults
    else:
        faults = []
        recording = read_from(io.BytesIO(race.stream), "race.jsonl")
        assert all(fault.harmless for fault in recording.faults)
        assert len(race.header.race.skaters) == len(rows)
    assert all(fault.line is None or 1 <= fault.line <= len(rows) + 1 for fault in faults)
