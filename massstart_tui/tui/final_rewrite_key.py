"""Handle the key that writes the start sheet of a final.

Pressed once, it says what would change; pressed again, it writes the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from massstart_tui.report.programme_page import sheet_of_final
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.meeting_races import Programme, heat_faults
from massstart_tui.stream.programme_race import ProgrammeRace
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words

if TYPE_CHECKING:
    from massstart_tui.report.final_rewriting import RewrittenFinal


class Answer(NamedTuple):
    """What to say, and the sheet ``asked`` about, which is written if the key is pressed again."""

    said: str
    asked: RewrittenFinal | None = None


def pressed(programme: Programme, entry: ProgrammeRace, asked: RewrittenFinal | None, key: str, words: Words) -> Answer:
    """Handle a press of ``key`` on this race of the programme.

    ``asked`` is what the preceding press asked about, None if it asked nothing.
    """
    if why_not := _why_not(programme, entry, words):
        return Answer(why_not)
    path = programme.file.folder / entry.race.sheet
    if not path.exists():
        return Answer(_written(programme, entry, path, words))
    from massstart_tui.report.final_rewriting import CannotRewrite, RewrittenFinal

    try:
        made = RewrittenFinal(programme, entry, path, words)
        if not made.changes:
            return Answer(words("anew.agrees", file=path.name))
        if asked is not None and (asked.path, asked.before, asked.sheet) == (path, made.before, made.sheet):
            return Answer(words("anew.written", file=path.name, before=asked.write().name))
    except CannotRewrite as error:
        return Answer(str(error))
    told = [f"{line[0].upper()}{line[1:]}." for line in made.told()]
    return Answer(" ".join([*told, words("anew.again", key=key, file=path.name)]), made)


def _why_not(programme: Programme, entry: ProgrammeRace, words: Words) -> str:
    """Return why there is no start sheet to write; an empty string if there is."""
    race = entry.race
    if not race.heats:
        return words("anew.no_heats")
    if not race.sheet:
        return words("anew.no_sheet")
    titles = _titles(programme, race.heats, words.language)
    heats = programme.heats_of(race, whole=True)
    if not all(heat.over for heat in heats):
        return words(
            "anew.waits", heats=_titles(programme, (heat.id for heat in heats if not heat.over), words.language)
        )
    if not all(heat.over for heat in programme.heats_of(race)):
        return words("programme.hidden_heats", heats=titles)
    from massstart_tui.report.fault_messages import fault_sentence

    wrong = heat_faults(programme.file, programme.entries.index(entry), heats)
    return fault_sentence(wrong[0].fault, words) if wrong else ""


def _titles(programme: Programme, ids: Iterable[str], language: Language) -> str:
    return ", ".join(plain(title_of(entry, language)) for id_ in ids if (entry := programme.entry(id_)))


def _written(programme: Programme, entry: ProgrammeRace, path: Path, words: Words) -> str:
    from massstart_tui.stream.sheet_file import write_new_sheet

    try:
        write_new_sheet(path, sheet_of_final(programme, entry, words))
    except OSError as error:
        return words("anew.not_written", file=path.name, reason=error.strerror or type(error).__name__)
    return words("anew.new", file=path.name)
