"""Hold a journal open until standard input ends: ``python -m tests.journal.holding PATH``."""

from __future__ import annotations

import sys
from pathlib import Path

from massstart_tui.journal.journal import Journal
from massstart_tui.journal.writer_lock import Held
from tests.journal.journals import header

if __name__ == "__main__":
    try:
        journal = Journal.open(Path(sys.argv[1]), header(), lambda _: None)
    except Held:
        sys.stdout.write("held\n")
    else:
        sys.stdout.write("holds\n")
        sys.stdout.flush()
        sys.stdin.read()
        journal.close(1)
