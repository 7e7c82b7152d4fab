"""What matters is there whole at every width and in both languages, in shorter words where there is less room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.app import Wanted
from massstart_tui.tui.picture import Frame, take_picture
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream
from tests.tui.stage import first_look

SIZES = [(60, 24), (80, 24), (120, 36)]
EVERYWHERE = pytest.mark.parametrize(("size", "language"), [(size, spoken) for size in SIZES for spoken in Language])
THIRTY = make_skaters(*((bib, f"Given{bib} Family{bib}", "NED") for bib in range(1, 31)))


def rows(path: Path, size: tuple[int, int], screen: str = "race", **wanted: Any) -> list[str]:
    """The rows of a screen of this race."""
    asked: dict[str, Any] = {"races": (), "language": Language.EN}
    picture = take_picture(Wanted(race=(path, first_look(path)), **(asked | wanted)), Frame(screen, *size))
    return picture.text.splitlines()


def lap_two_of_thirty(folder: Path, **race: Any) -> Path:
    path = folder / "race.jsonl"
    path.write_bytes(make_stream(event("start"), *laps_of_thirty_seconds(2), skaters=THIRTY, **race))
    return path


@EVERYWHERE
@pytest.mark.parametrize("cut", [None, 3])
def test_the_heading_of_the_table_says_what_decides_and_how_many_are_below(
    size: tuple[int, int], language: Language, cut: int | None, tmp_path: Path
) -> None:
    shown = rows(lap_two_of_thirty(tmp_path, qualify=cut), size, begin="lap 1", language=language)
    heading = next(row for row in shown if "POINTS" in row or "PUNTEN" in row)
    table, arrow, below = heading.partition("  ↓ ")
    assert arrow
    assert below.split()[0].isdigit()
    assert "finish" in table
    assert "…" not in heading
    assert size[0] == 60 or below.removeprefix(below.split()[0]).startswith("  ")


@EVERYWHERE
def test_the_start_sheet_says_how_many_are_below(size: tuple[int, int], language: Language, tmp_path: Path) -> None:
    shown = rows(lap_two_of_thirty(tmp_path), size, language=language)
    heading = next(row for row in shown if "START SHEET" in row or "STARTLIJST" in row)
    below = 30 - sum("Family" in row for row in shown)
    assert f"  ↓ {below}" in heading
