"""Test a journal on a small file system of its own; run ``python -m tests.journal.full_disk FOLDER`` if it may mount
one.

The disk fills up, and room is made; then the file system is unmounted under the journal, and mounted again. What
happened is written as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from massstart_tui.journal.journal import Journal
from tests.journal.journals import SECONDS, Told, header, note, notes, seqs_in


def mount(*arguments: str | Path) -> None:
    """Mount, or exit with the system's error message."""
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)  # noqa: S607 - on the path
    if done.returncode:
        sys.exit(done.stderr.strip())


def main(folder: Path) -> None:
    stick, place = folder / "stick", folder / "place"
    for made in (stick, place):
        made.mkdir()
    mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", stick)
    mount("--bind", stick, place)
    path, told = place / "race.jsonl", Told()
    journal = Journal.open(path, header(), told)
    journal.append(notes(1, 3))
    told.confirmed(3)

    ballast = place / "ballast"
    ballast.write_bytes(b"x" * 56 * 1024)
    journal.append([note(seq, "x" * 1000) for seq in range(4, 14)])
    full = told.wait_for(lambda condition: condition.trouble is not None)
    seqs_when_full = seqs_in(path)
    ballast.unlink()
    told.confirmed(13)
    seqs_with_room = seqs_in(path)

    subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S607 - on the path
    journal.append([note(14)])
    told.confirmed(14)
    seqs_under_the_mount = seqs_in(path)
    mount("--bind", stick, place)
    journal.append([note(15)])
    told.confirmed(15)
    journal.close(SECONDS)
    report = [full.trouble, full.confirmed, seqs_when_full, seqs_with_room, seqs_under_the_mount, seqs_in(path)]
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
