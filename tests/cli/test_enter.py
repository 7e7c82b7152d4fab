"""Tests of ``massstart enter``: refusals and their messages, continuing a journal, and what is left behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.cli import enter, entry_opening
from massstart_tui.cli.exits import ExitCode
from massstart_tui.cli.main import main
from massstart_tui.cli.signals import Ending
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import read_sheet
from massstart_tui.text.words import Language, words
from massstart_tui.tui.opened_race import Entering
from tests.cli.running import massstart
from tests.journal.recording import an_event
from tests.meetings import PROTEST, make_protest
from tests.race.builders import a_sheet
from tests.streams import event, make_line, make_stream, race_of_sixteen

Captured = pytest.CaptureFixture[str]
NO_PATIENCE = 0.05


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> list[Entering]:
    """Replace the screen by one that is left at once; return the list of the races it was to enter."""
    shown: list[Entering] = []

    def show(_: enter.EnterOptions, entering: Entering, __: Ending) -> int:
        shown.append(entering)
        return ExitCode.DONE

    monkeypatch.setattr(enter, "_show", show)
    monkeypatch.setattr(enter, "_on_a_terminal", lambda **_: True)
    # The race is then opened before the screen.
    monkeypatch.setattr(entry_opening.EntryOpening, "first_look", lambda _: None)
    return shown


def refusal(capsys: Captured, *arguments: str | Path) -> tuple[int, list[str]]:
    """Return the exit code and the lines on standard error; standard output must be empty."""
    code = main(["enter", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err.splitlines()


def test_without_a_terminal_it_says_that_it_needs_one_and_makes_no_file(sheet: Path) -> None:
    done = massstart("enter", sheet)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == ["needs a terminal to type in"]
    assert [path.name for path in sheet.parent.iterdir()] == ["race.toml"]


def test_without_a_sheet_it_says_what_it_expected(entered: list[Entering], capsys: Captured) -> None:
    assert refusal(capsys) == (2, ["nothing to record; expected a start sheet, or --rehearse with a race"])
    assert not entered


def test_a_sheet_that_is_not_there_is_told(tmp_path: Path, entered: list[Entering], capsys: Captured) -> None:
    path = tmp_path / "nothing.toml"
    code, said = refusal(capsys, path)
    assert (code, len(said)) == (3, 1)
    assert said[0].startswith(f"{path}: ")
    assert not entered


def test_every_fault_of_a_sheet_is_told_with_its_key_and_nothing_is_opened(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    sheet.write_text(sheet.read_text().replace("bib = 2", "bib = 0").replace("laps = 16", "laps = 0"))
    code, said = refusal(capsys, sheet)
    assert code == 3
    assert [line.removeprefix(f"{sheet}: ").partition(":")[0] for line in said] == [
        "laps",
        "skaters[1].bib (2nd skater)",
    ]
    assert not entered
    assert [path.name for path in sheet.parent.iterdir()] == ["race.toml"]


def test_the_journal_of_another_race_is_refused_and_left_as_it_was(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = sheet.with_suffix(".jsonl")
    before = make_stream(event("start"), id="quite-another")
    journal.write_bytes(before)
    code, said = refusal(capsys, sheet)
    assert code == 3
    assert said[0].startswith(f"{journal}:1: race.id: ")
    assert "quite-another" in said[0]
    assert "made-up" in said[0]
    assert journal.read_bytes() == before
    assert not entered


def test_a_journal_with_a_line_that_is_wrong_is_refused_with_its_number(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = sheet.with_suffix(".jsonl")
    journal.write_bytes(make_stream(event("start"), event("fall", 5, bibs=[99]), event("lap", 9, lap=1), id="made-up"))
    code, said = refusal(capsys, sheet)
    assert code == 3
    assert said[0].startswith(f"{journal}:3: bibs")
    assert not entered


WHY = {errno.EACCES: "you have no right", errno.EROFS: "the disk can only be read"}


@pytest.mark.parametrize("code", WHY)
def test_a_folder_that_may_not_be_written_is_told_at_once(
    code: int, sheet: Path, entered: list[Entering], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens = os.open

    def may_only_read(path: Any, flags: int, *more: Any, **by_name: Any) -> int:
        if flags & os.O_CREAT and Path(path).parent == sheet.parent:
            raise OSError(code, os.strerror(code), path)
        return opens(path, flags, *more, **by_name)

    monkeypatch.setattr(os, "open", may_only_read)
    exit_code, said = refusal(capsys, sheet)
    assert exit_code == 1
    assert len(said) == 1
    assert str(sheet.parent) in said[0]
    assert WHY[code] in said[0]
    assert not entered


def test_a_folder_that_is_not_there_is_told_at_once(sheet: Path, entered: list[Entering], capsys: Captured) -> None:
    code, said = refusal(capsys, sheet, "-o", sheet.parent / "none" / "race.jsonl")
    assert (code, len(said)) == (1, 1)
    assert str(sheet.parent / "none") in said[0]
    assert not entered


def test_what_a_journal_holds_already_is_gone_on_with_and_told(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = sheet.with_suffix(".jsonl")
    torn = b'{"seq": 3, "t": 9, "ty'
    journal.write_bytes(make_stream(event("start"), event("fall", 5, bibs=[3]), id="made-up") + torn)
    code, said = refusal(capsys, sheet)
    assert (code, said) == (0, [f"the race is in {journal}"])
    (entering,) = entered
    assert entering.recorder.state.down == (3,)
    beside = journal.with_name("race.jsonl.torn")
    assert entering.opened[0] == "gone on with: 2 events"
    assert str(beside) in entering.opened[1]
    assert beside.read_bytes() == torn


def test_a_journal_alone_is_gone_on_with_by_its_own_start_sheet(
    tmp_path: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = tmp_path / "race.jsonl"
    journal.write_bytes(make_stream(event("start")))
    assert refusal(capsys, journal) == (0, [f"the race is in {journal}"])
    assert entered[0].recorder.sheet.id == "test-race"


def test_a_sheet_that_was_edited_since_counts_until_the_gun_and_not_after(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = sheet.with_suffix(".jsonl")
    journal.write_bytes(make_stream(id="made-up"))
    refusal(capsys, sheet)
    assert entered[0].recorder.sheet == a_sheet(6)
    journal.write_bytes(make_stream(event("start"), id="made-up"))
    refusal(capsys, sheet)
    assert entered[1].recorder.sheet != a_sheet(6)
    assert str(sheet) in entered[1].opened[-1]


@pytest.mark.skipif(os.name == "nt", reason="Windows sees to the names in a folder itself")
def test_a_sheet_is_kept_where_a_folder_cannot_be_made_durable(
    sheet: Path, entered: list[Entering], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(_file: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    def edits(_: enter.EnterOptions, entering: Entering, __: Ending) -> int:
        entered.append(entering)
        monkeypatch.setattr(os, "fsync", cannot)
        assert entering.keep_sheet(a_sheet(7), words(Language.EN)) is None
        return ExitCode.DONE

    monkeypatch.setattr(enter, "_show", edits)
    assert main(["enter", str(sheet)]) == ExitCode.DONE
    assert read_sheet(sheet).sheet == entered[0].recorder.sheet == a_sheet(7)


def test_a_sheet_that_another_program_changed_meanwhile_is_left_and_what_to_do_is_told(
    sheet: Path, entered: list[Entering], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str | None] = []

    def edits(_: enter.EnterOptions, entering: Entering, __: Ending) -> int:
        entered.append(entering)
        sheet.write_text(sheet.read_text() + '\n# drawn late\n[[skaters]]\nbib = 17\nname = "Gro Lund"\n')
        said.extend(entering.keep_sheet(a_sheet(5), words(language)) for language in Language)
        return ExitCode.DONE

    monkeypatch.setattr(enter, "_show", edits)
    assert main(["enter", str(sheet)]) == ExitCode.DONE
    assert said == [
        "not kept: race.toml was changed elsewhere; leave and open it again, then make this change there",
        "niet bewaard: race.toml is elders gewijzigd; verlaat en open opnieuw, en doe deze wijziging dan daarin",
    ]
    assert "# drawn late" in sheet.read_text()
    assert entered[0].recorder.sheet == a_sheet(6)
    main(["enter", str(sheet)])
    assert 17 in entered[1].recorder.sheet.by_bib()


def test_practice_plays_the_captions_of_the_race_and_leaves_no_journal_behind(
    race: Path, entered: list[Entering], capsys: Captured
) -> None:
    assert main(["enter", "--rehearse", str(race)]) == 0
    (entering,) = entered
    assert [caption.t for caption in entering.captions][:2] == [0, 30_000]
    assert not entering.stays
    assert not entering.recorder.journal.path.exists()
    assert list(race.parent.iterdir()) == [race]
    said = capsys.readouterr().out
    assert "missed" in said


def test_practice_with_timing_has_the_crossings_of_the_race_and_does_not_ask_for_laps(
    race: Path, entered: list[Entering], capsys: Captured
) -> None:
    assert main(["enter", "--rehearse", "made-up-timed-race", "--timing"]) == 0
    (entering,) = entered
    assert entering.timing is not None
    said = capsys.readouterr().out
    assert "Laps: given by the timing" in said
    assert "Laps missed" not in said
    assert main(["enter", "--rehearse", str(race), "--timing"]) == 2
    assert "has no crossings that a timing system could give" in capsys.readouterr().err
    assert len(entered) == 1


def test_practice_in_a_journal_that_is_asked_for_keeps_it(
    race: Path, tmp_path: Path, entered: list[Entering], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = enter._show

    def types(args: enter.EnterOptions, entering: Entering, ending: Ending) -> int:
        entering.recorder.record([an_event("start", 0)], entering.recorder.clock.steady())
        return shown(args, entering, ending)

    monkeypatch.setattr(enter, "_show", types)
    kept = tmp_path / "mine.jsonl"
    assert main(["enter", "--rehearse", str(race), "-o", str(kept)]) == 0
    assert len(load(kept).recording) == 1
    assert entered[0].stays


def test_practice_on_a_race_that_is_none_is_told(tmp_path: Path, entered: list[Entering], capsys: Captured) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()[:3]) + make_line(event("lap", 7)) + make_line(event("lap", 7)))
    code, said = refusal(capsys, "--rehearse", path)
    assert code == 3
    assert all(line.startswith(f"{path}:") for line in said)
    assert not entered


def test_left_at_once_it_does_not_name_a_file_that_is_not_there(
    sheet: Path, entered: list[Entering], capsys: Captured
) -> None:
    journal = sheet.with_suffix(".jsonl")
    assert refusal(capsys, sheet) == (ExitCode.DONE, [f"nothing was recorded, and {journal} was not made"])
    assert entered
    assert not journal.exists()


@pytest.mark.parametrize("given", ["final.toml", "final.jsonl"])
def test_a_final_whose_heats_say_otherwise_is_told_when_it_is_opened(
    given: str, tmp_path: Path, entered: list[Entering], capsys: Captured
) -> None:
    make_protest(tmp_path, PROTEST)
    assert main(["enter", str(tmp_path / "final.toml")]) == ExitCode.DONE
    Path(tmp_path / "final.jsonl").write_bytes(entered[0].recorder.stream())
    capsys.readouterr()
    code, said = refusal(capsys, tmp_path / given)
    assert code == ExitCode.DONE
    assert said[0] == entered[-1].differs
    assert "Not through: Anna (1). Missing: Chiara. Another helmet number: Berit (3 → 1)." in said[0]


def test_a_final_that_agrees_with_its_heats_has_nothing_to_say(tmp_path: Path, entered: list[Entering]) -> None:
    make_protest(tmp_path)
    assert main(["enter", str(tmp_path / "final.toml")]) == ExitCode.DONE
    assert entered[-1].differs == ""


def test_a_skater_corrected_while_recording_is_no_difference_of_the_start_sheet(
    entered: list[Entering], sheet: Path
) -> None:
    late = event("skater", 1000, skater={"bib": 99, "name": "Late Skater"})
    lines = [make_line({**event("start"), "seq": 1}), make_line({**late, "seq": 2})]
    assert main(["enter", str(sheet)]) == ExitCode.DONE
    journal = sheet.with_suffix(".jsonl")
    journal.write_bytes(entered[-1].recorder.stream() + b"".join(lines))
    assert main(["enter", str(sheet)]) == ExitCode.DONE
    assert entered[-1].opened == ("gone on with: 2 events",)
    sheet.write_text(sheet.read_text().replace('name = "', 'name = "X', 1))
    assert main(["enter", str(sheet)]) == ExitCode.DONE
    assert "differs" in entered[-1].opened[-1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["club.toml", "--gun", "15:00:00"], "--gun says something about the timing"),
        (["--rehearse", "race.jsonl", "--timing", "feed.csv"], "a rehearsal takes its timing from its race"),
        (["club.toml", "--timing"], "--timing without a SOURCE is for --rehearse"),
        (["--rehearse", "race.jsonl", "--timing", "--gun", "15:00:00"], "--gun says something about the timing"),
    ],
)
def test_options_of_the_timing_that_mean_nothing_are_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enter", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("language", [*Language])
def test_a_file_that_has_one_heat_of_the_timing_is_not_opened_for_another(
    language: Language, tmp_path: Path, entered: list[Entering], capsys: Captured
) -> None:
    path = tmp_path / "race.jsonl"
    noted = event("note", text="heat 1.2", heat="1.2", by="timing")
    path.write_bytes(make_stream(event("start"), noted, event("crossing", 30_000, bib=1, by="timing")))
    before = path.read_bytes()
    source = str(tmp_path / "feed.csv")
    Path(source).write_bytes(b"")
    asked: list[str | Path] = [path, "--timing", source, "--from", "plain", "--lang", language, "--heat"]
    code, said = refusal(capsys, *asked, "1.3")
    assert code == ExitCode.USAGE
    assert f"{path}: {words(language)('refused.file_of_heat', heat='1.2', asked='1.3')}" in said
    assert path.read_bytes() == before
    assert not entered
    assert main(["enter", *map(str, asked), "1.2"]) == ExitCode.DONE
    assert len(entered) == 1
