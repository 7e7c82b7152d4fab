"""Fictitious races, as streams, for the tests of the screens."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.stream.meeting_file import MeetingFile, quick_look_at_meeting
from massstart_tui.stream.samples import samples_folder
from tests.streams import Fields, event, laps_of_thirty_seconds, make_skaters, make_stream, race_of_sixteen

KRAMERS = "beijing-2022-men-sf1"
WITH_LAPPED = "calgary-2025-men-b"


def sample(name: str) -> Path:
    """Return the path of a sample race; it is looked up each time, since a test may replace the folder."""
    return samples_folder() / f"{name}.jsonl"


def all_samples() -> list[Path]:
    """Return the paths of all sample races."""
    return sorted(samples_folder().glob("*.jsonl"))


def beijing() -> MeetingFile:
    """Return the sample meeting."""
    file = quick_look_at_meeting(samples_folder() / "beijing-2022.toml")
    assert file is not None
    return file


def with_incidents() -> bytes:
    """Return a race with laps of thirty seconds and some incidents.

    Bib 3 attacks at 3:20 and is caught at 4:30; 6 falls at 5:00 and is back at 5:20; there are notes.
    """
    return make_stream(
        *race_of_sixteen(
            event("note", 15_000, text="Soft ice today"),
            event("attack", 200_000, bibs=[3]),
            event("caught", 270_000, bibs=[3]),
            event("fall", 300_000, bibs=[6], reason="alone"),
            event("rejoin", 320_000, bibs=[6]),
            event("note", 400_000, text="The pace goes up", bibs=[1]),
        ),
        qualify=3,
    )


def with_corrections() -> bytes:
    """Return a race with a sprint, a fall and an attack that were recorded wrongly and corrected later.

    The sprint at lap 4 (2:00.5) was not 2 1 3 but 1 2 3 (amended at 2:30); at 3:20 not 3 fell but 4 (amended at 3:40);
    the attack of 5 at 4:10 did not happen (retracted at 4:40).
    """
    before: list[Fields] = [
        event("start"),
        *laps_of_thirty_seconds(4),
        event("sprint", 120_500, lap=4, order=[2, 1, 3]),
        event("lap", 150_000, lap=5),
        event("amend", 150_000, target=6, event=event("sprint", 120_500, lap=4, order=[1, 2, 3])),
        event("lap", 180_000, lap=6),
        event("fall", 200_000, bibs=[3]),
        event("lap", 210_000, lap=7),
        event("amend", 220_000, target=10, event=event("fall", 200_000, bibs=[4]), reason="seen again"),
        event("lap", 240_000, lap=8),
        event("attack", 250_000, bibs=[5]),
        event("lap", 270_000, lap=9),
        event("retract", 280_000, target=14, reason="only the pace"),
        event("lap", 300_000, lap=10),
    ]
    return make_stream(*before)


HOSTILE_NAMES = (
    "[bold]markup[/bold]",
    "esc \x1b[31mred\x1b]0;title\x07",
    "\u202eevil override\u202c",
    "寧忠岩 高木菜那",
    "Zoe\u0308 E\u0301le\u0300ve n\u0303",
    "⛸ Skate 👩‍🚀 🇳🇱 🏁",
    "Wolfeschlegelsteinhausenbergerdorff-" * 11 + "end!",
    "tab\there\nand\u2028line",
)


def hostile() -> bytes:
    """Return a race whose names, reasons and notes have markup, escape sequences, bidi overrides, wide and combining
    letters.
    """
    skaters = make_skaters(*((bib, name, "[i]"[: bib % 4]) for bib, name in enumerate(HOSTILE_NAMES, 1)))
    skaters[0]["notes"] = ["\x1b[2J[red]wiped", "\u202edesrever"]
    return make_stream(
        event("start"),
        event("lap", 30_000, lap=1),
        event("note", 31_000, text="\x1b[2J\x1b[H[link=x]click[/link] \u202e!", bibs=[2]),
        event("attack", 32_000, bibs=[4, 5]),
        *laps_of_thirty_seconds(4, first=2),
        event("sprint", 120_500, lap=4, order=[7, 4, 1]),
        event("fall", 125_000, bibs=[6], reason="[blink]\x9b5m"),
        event("\x1b[31m drone", 126_000),
        event("disqualify", 128_000, bibs=[3], rule="\u202e[u]"),
        skaters=skaters,
        title="[reverse]Title\x1b]0;x\x07",
        competition="コンペ 大会",
        qualify=4,
    )


def crowd(skaters: int = 30) -> bytes:
    """Return a race with more skaters than 24 rows: eight laps, two sprints, one lapped, one withdrawn."""
    names = make_skaters(*((bib, f"Given{bib} Family{bib}", "NED") for bib in range(1, skaters + 1)))
    return make_stream(
        event("start"),
        *laps_of_thirty_seconds(4),
        event("sprint", 120_500, lap=4, order=[28, 1, 30]),
        *laps_of_thirty_seconds(8, first=5),
        event("sprint", 240_500, lap=8, order=[30, 29, 2]),
        event("lapped", 241_000, bibs=[17]),
        event("withdraw", 242_000, bibs=[9]),
        skaters=names,
        qualify=16,
    )
