"""Regenerating the start sheet of a final: what changes, what a person wrote is kept, and when it is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from massstart_tui.journal.recorder import header_of
from massstart_tui.journal.writer_lock import Lock, myself
from massstart_tui.race.agreement import differences
from massstart_tui.report.final_rewriting import CannotRewrite, RewrittenFinal
from massstart_tui.stream.codec import encode_header
from massstart_tui.stream.meeting_file import read_meeting
from massstart_tui.stream.meeting_races import Programme, read_entries
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Language, words
from tests.meetings import PROTEST, make_protest
from tests.streams import event, make_line

EN = words(Language.EN)
SHEET = "final.toml"


def opened(path: Path) -> Programme:
    """Return the programme of a meeting with its files read."""
    file = read_meeting(path)
    return Programme(file, read_entries(file))


def anew(path: Path, language: Language = Language.EN) -> RewrittenFinal:
    """Return the regenerated start sheet of the final."""
    programme = opened(path)
    final = programme.entry("final")
    assert final is not None
    return RewrittenFinal(programme, final, path.parent / SHEET, words(language))


def by_hand(folder: Path, old: str, new: str) -> None:
    """Edit the start sheet of the final as a person would."""
    sheet = folder / SHEET
    text = sheet.read_text(encoding="utf-8")
    assert old in text
    sheet.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def protest(tmp_path: Path) -> Path:
    """Prepare a final's sheet with Anna, Liz, Berit and Kaori; Anna, who won semi-final 1, is then disqualified."""
    return make_protest(tmp_path, PROTEST)


def test_who_goes_through_now_is_on_it_with_the_number_that_they_have_now(protest: Path) -> None:
    made = anew(protest)
    assert [(skater.bib, skater.name) for skater in made.sheet.skaters] == [
        (1, "Berit"),
        (2, "Liz"),
        (3, "Chiara"),
        (4, "Kaori"),
    ]
    assert made.told() == ["on: Chiara (3)", "off: Anna (1)", "another number: Berit (3 → 1)"]
    assert made.sheet.skaters[0].notes == ("Semi-final 1: 1st, 60 points (Q)",)


def test_written_it_agrees_and_the_one_before_is_kept_beside_it(protest: Path) -> None:
    folder = protest.parent
    before = (folder / SHEET).read_bytes()
    kept = anew(protest).write()
    assert (kept.name, kept.read_bytes()) == ("final.before.toml", before)
    final = opened(protest).entries[2]
    assert final.listed is not None
    assert differences(final.listed, opened(protest).heats_of(final.race, whole=True)) == ()
    again = anew(protest)
    assert (again.changes, again.told()) == (False, [])
    by_hand(folder, "Chiara", "Somebody")
    assert anew(protest).write().name == "final.before-2.toml"


def test_what_a_person_added_stays_with_who_stays_and_is_told_where_it_does_not(protest: Path) -> None:
    folder = protest.parent
    by_hand(folder, '"Semi-final 1: 2nd, 40 points (Q)",', '"Semi-final 1: 2nd, 40 points (Q)", "Fell last week",')
    by_hand(folder, '"Semi-final 1: 1st, 60 points (Q)",', '"Semi-final 1: 1st, 60 points (Q)", "Won in 2025",')
    by_hand(folder, 'name = "Kaori"', '# to be checked\nborn = 2001-02-03\nname = "KAORI"')
    by_hand(folder, "laps = 4", "laps = 6")
    made = anew(protest)
    assert made.sheet.laps == 6
    assert made.sheet.skaters[0].notes == ("Semi-final 1: 1st, 60 points (Q)", "Fell last week")
    assert made.sheet.skaters[3].name == "KAORI"
    assert made.told()[3:] == [
        "kept, by hand: Berit (1): “Fell last week”, KAORI (4): name, born",
        "not kept, by hand: Anna (1): “Won in 2025”",
        "not kept: comments, and keys that no start sheet has",
    ]
    kept = made.write()
    assert "# to be checked" in kept.read_text(encoding="utf-8")
    assert "Won in 2025" in kept.read_text(encoding="utf-8")
    assert [skater.name for skater in read_sheet(folder / SHEET).sheet.skaters] == ["Berit", "Liz", "Chiara", "KAORI"]


def test_notes_that_were_written_in_another_language_are_known_as_not_by_hand(protest: Path) -> None:
    assert anew(protest, Language.NL).sheet.skaters[0].notes == ("Semi-final 1: 1e, 60 punten (Q)",)


def test_who_was_added_by_hand_goes_and_is_told(protest: Path) -> None:
    with (protest.parent / SHEET).open("a") as file:
        file.write('\n[[skaters]]\nbib = 9\nname = "Reserve"\nnotes = ["In for Fay"]\n')
    told = anew(protest).told()
    assert "off: Anna (1), Reserve (9)" in told
    assert "not kept, by hand: Reserve (9): “In for Fay”" in told


def test_bibs_that_a_person_gave_stay_and_who_comes_gets_the_next(protest: Path) -> None:
    for bib in (1, 2, 3, 4):
        by_hand(protest.parent, f"bib = {bib}\n", f"bib = {40 + 7 * bib}\n")
    made = anew(protest)
    assert [(s.bib, s.name) for s in made.sheet.skaters] == [(54, "Liz"), (61, "Berit"), (68, "Kaori"), (69, "Chiara")]


def recorded(folder: Path, *lines: bytes) -> Path:
    """Write a journal of the final beside its start sheet."""
    journal = folder / "final.jsonl"
    header = header_of(read_sheet(folder / SHEET).sheet, datetime(2026, 3, 1, tzinfo=UTC))
    journal.write_bytes(encode_header(header) + b"".join(lines))
    return journal


@pytest.mark.parametrize("line", [make_line({"seq": 1, **event("start")}), b"no event\n", b'{"seq": 1, "t": 0, "ty\n'])
def test_a_race_that_was_begun_or_may_have_been_keeps_its_start_sheet(line: bytes, protest: Path) -> None:
    made = anew(protest)
    journal = recorded(protest.parent, line)
    before = (protest.parent / SHEET).read_bytes()
    for refused in (made.write, lambda: anew(protest)):
        with pytest.raises(CannotRewrite) as told:
            refused()
        assert f"the race is recorded already, in {journal}" in str(told.value)
    assert (protest.parent / SHEET).read_bytes() == before
    assert not (protest.parent / "final.before.toml").exists()


def test_a_journal_without_an_event_is_no_race_that_was_begun(protest: Path) -> None:
    recorded(protest.parent)
    assert anew(protest).write().exists()


def test_while_the_race_is_open_to_be_entered_its_sheet_stays(protest: Path) -> None:
    lock = Lock(protest.parent / "final.jsonl", myself())
    lock.hold()
    try:
        with pytest.raises(CannotRewrite) as told:
            anew(protest).write()
    finally:
        lock.release()
    assert SHEET in str(told.value)
    assert not (protest.parent / "final.before.toml").exists()


def test_a_sheet_that_another_program_changed_meanwhile_stays(protest: Path) -> None:
    made = anew(protest)
    by_hand(protest.parent, "Berit", "Berit Berg")
    with pytest.raises(CannotRewrite, match="changed by another program"):
        made.write()
    assert sorted(path.name for path in protest.parent.glob("*.toml")) == ["cup.toml", SHEET]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('id = "other"\ntitle = "O"\nlaps = 4\n[[skaters]]\nbib = 1\nname = "A"\n', "is the start sheet of ‘other’"),
        ("id = ", "final.toml:1"),
    ],
)
def test_a_file_that_is_not_this_start_sheet_stays(content: str, said: str, protest: Path) -> None:
    (protest.parent / SHEET).write_text(content)
    with pytest.raises(CannotRewrite) as told:
        anew(protest)
    assert said in str(told.value)
