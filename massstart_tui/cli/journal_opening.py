"""Open the journal of a race for a command, and say why it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from massstart_tui.cli.exits import CommandRefused, ExitCode
from massstart_tui.cli.race_argument import refused
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words

if TYPE_CHECKING:
    from massstart_tui.journal.journal import Condition, Journal
    from massstart_tui.race.sheet import Sheet


def opened_journal(path: Path, sheet: Sheet, tells: Callable[[Condition], None], words: Words) -> Journal:
    """Open the journal at ``path`` for a race with this start sheet; raises CommandRefused if it cannot be opened."""
    from massstart_tui.journal.journal import Journal
    from massstart_tui.journal.recorder import header_of
    from massstart_tui.journal.writer_lock import Held
    from massstart_tui.report.journal_status import held_by
    from massstart_tui.stream.faults import BadData

    try:
        return Journal.open(path, header_of(sheet, datetime.now(UTC)), tells)
    except Held as held:
        said = words("refused.held", file=str(path), who=held_by(held.holder, words))
        raise CommandRefused(ExitCode.FAILED, [said]) from held
    except BadData as error:
        raise refused(error, words) from error
    except OSError as error:
        raise no_place(path, error, words) from error


def no_place(path: Path, error: OSError, words: Words) -> CommandRefused:
    """Return the refusal for a journal that cannot be written at ``path``."""
    from massstart_tui.report.journal_status import cannot_be_opened

    return CommandRefused(ExitCode.FAILED, [f"{plain(str(path))}: {cannot_be_opened(error, words)}"])
