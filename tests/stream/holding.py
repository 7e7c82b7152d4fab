"""``python -m tests.stream.holding PATH``: a process that holds a journal until its standard input ends, or it does."""

from __future__ import annotations

import sys
from pathlib import Path

from massstart_tui.stream.journal import Journal
from massstart_tui.stream.lock import Held
from tests.stream.journals import header

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
