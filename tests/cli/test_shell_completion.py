"""Tests of what the program offers to a shell that completes its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import massstart

SAMPLE = "beijing-2022-men-sf1"


def offered(line: str, folder: Path, shell: str = "bash") -> set[str]:
    """Return what the program offers for the end of ``line``, as a shell asks it."""
    answer = folder / "answer"
    asked = {"COMP_LINE": line, "COMP_POINT": str(len(line)), "COMP_TYPE": "9", "_ARGCOMPLETE": "1"}
    asked |= {"_ARGCOMPLETE_SHELL": shell, "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_STDOUT_FILENAME": str(answer)}
    done = massstart(**asked, _ARGCOMPLETE_SUPPRESS_SPACE="1")
    assert done.returncode == 0, done.stderr
    return set(answer.read_text().split("\n"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("massstart re", {"replay", "report", "results"}),
        ("massstart beijing-2022-men-f", {"beijing-2022-men-final"}),
        ("massstart --lang nl out", {"outlook"}),
        ("massstart results beijing-2022-men-sf1", {SAMPLE}),
        ("massstart programme beij", {"beijing-2022"}),
        ("massstart results x --form", {"--format"}),
        ("massstart results x --format m", {"markdown"}),
        ("massstart replay README", {"README.md"}),
        ("massstart check --schema m", {"meeting"}),
        ("massstart results --at ", {"start", "end"}),
        ("massstart results README.md --at ", {"start", "end"}),
        (f"massstart results {SAMPLE} --at s", {"start", "sprint\\ 1", "sprint\\ 2", "sprint\\ 3"}),
        (f"massstart {SAMPLE} --from 9", {"9\\ to\\ go"}),
        (f"massstart outlook {SAMPLE} --lang nl --at 'ronde 1", {f"ronde {n}" for n in (1, *range(10, 17))}),
    ],
)
def test_what_may_stand_at_the_cursor_is_offered_and_nothing_else(
    line: str, expected: set[str], tmp_path: Path
) -> None:
    assert {each for each in offered(line, tmp_path) if not each.startswith("--") or "--form" in line} == expected


def test_a_line_without_a_word_is_offered_commands_samples_meeting_and_files(tmp_path: Path) -> None:
    assert {"replay", "enter", SAMPLE, "beijing-2022", "README.md", "--lang"} <= offered("massstart ", tmp_path)


def test_fish_and_zsh_are_answered_in_their_own_way(tmp_path: Path) -> None:
    line = f"massstart results {SAMPLE} --at 9"
    assert offered(line, tmp_path, "fish") == {"9 to go"}
    assert offered(line, tmp_path, "zsh") == {"9\\ to\\ go:"}


def test_a_command_that_no_shell_asks_loads_nothing_for_it() -> None:
    code = "import sys; from massstart_tui.cli.main import main; main(['locate']); print('argcomplete' in sys.modules)"
    assert massstart(code=code).stdout.splitlines()[-1] == b"False"
