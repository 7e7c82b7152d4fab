"""Regeneration of the start sheet of a final from its heats, keeping what a person wrote in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from massstart_tui.journal.writer_lock import Held, Lock, myself
from massstart_tui.race.agreement import Numbering, numbering_of
from massstart_tui.race.final_sheet import ByHand, Rewriting
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.report.fault_messages import fault_line
from massstart_tui.report.journal_status import held_by
from massstart_tui.report.programme_page import lines_of_final
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.faults import BadData
from massstart_tui.stream.meeting_races import Programme
from massstart_tui.stream.programme_race import ProgrammeRace
from massstart_tui.stream.recorded_race import load
from massstart_tui.stream.sheet_file import ChangedMeanwhile, SheetOnDisk, read_sheet, sheet_as_toml, write_anew
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language, Words
from massstart_tui.text.words import words as words_of

STREAM: Final = ".jsonl"
_NOTES: Final = ("note.heat", "note.arm_band", "note.arm_band_colour")
"""The sentences of the notes that are generated from the heats."""
_GAP: Final = re.compile(r"\\\{(\w+)\\\}")
"""A placeholder in a sentence, escaped for a regular expression."""


class CannotRewrite(Exception):
    """Raised with the sentence that says why a start sheet is left as it is."""


class RewrittenFinal:
    """The start sheet at ``path`` regenerated from the heats of a final, and not written yet.

    Raises CannotRewrite if the race has begun, or if the file is not the start sheet of this race.
    """

    def __init__(
        self, programme: Programme, final: ProgrammeRace, path: Path, words: Words, numbering: Numbering | None = None
    ) -> None:
        """Generate the sheet with bibs by ``numbering``, or if that is None, as the file numbers them."""
        self.path = path
        self._words = words
        self._journals = _journals(programme, final, path)
        self._must_not_be_begun()
        self._on_disk = SheetOnDisk(path)
        self.before = self._read(final.race.id)
        heats = programme.heats_of(final.race, whole=True)
        numbering = numbering or numbering_of(self.before, heats)
        # In every language, because the sheet may have been written in another one than it is now.
        titles = [
            title_of(entry, language)
            for entry in programme.entries
            for language in Language
            if entry.race.id in final.race.heats
        ]
        generated = re.compile("|".join(_patterns(titles)))
        rewriting = Rewriting(heats, numbering, lambda note: bool(generated.fullmatch(note)))
        self._made = rewriting.of(self.before, lines_of_final(programme, final, words, numbering))

    @property
    def sheet(self) -> Sheet:
        """Return the regenerated sheet."""
        return self._made.sheet

    @property
    def changes(self) -> bool:
        """Return whether the rewritten start sheet differs from the one in the file."""
        return self.sheet != self.before

    def told(self) -> list[str]:
        """Return what would change, and what of a person's work is kept and what is lost, a sentence each."""
        words, made = self._words, self._made
        lines = [
            ("anew.came", [_named(skater) for skater in made.came]),
            ("anew.went", [_named(skater) for skater in made.went]),
            ("anew.moved", [f"{was.name} ({was.bib} → {now.bib})" for was, now in made.moved]),
            ("anew.kept", [self._by_hand(one) for one in made.kept]),
            ("anew.lost", [self._by_hand(one) for one in made.lost]),
        ]
        told = [words(code, skaters=", ".join(skaters)) for code, skaters in lines if skaters]
        return [*told, *([words("anew.comments")] if self._has_comments else [])]

    def write(self) -> Path:
        """Write the sheet. Return the path of the backup of the old one; raise CannotRewrite.

        The journals are locked meanwhile, so that nobody begins to record with the old sheet.
        """
        with ExitStack() as held:
            try:
                for journal in self._journals:
                    lock = Lock(journal, myself())
                    lock.hold()
                    held.callback(lock.release)
                self._must_not_be_begun()
                return write_anew(self.path, self._on_disk, self.sheet)
            except Held as error:
                who = held_by(error.holder, self._words)
                raise CannotRewrite(self._words("refused.held", file=str(self.path), who=who)) from error
            except ChangedMeanwhile as error:
                raise CannotRewrite(self._words("anew.changed_meanwhile", file=str(self.path))) from error
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise CannotRewrite(self._words("anew.not_written", file=str(self.path), reason=reason)) from error

    def _must_not_be_begun(self) -> None:
        """Raise CannotRewrite if anything is recorded of the race: its events are about the bibs of the old sheet."""
        for journal in self._journals:
            if journal.exists() and _is_begun(journal):
                said = self._words("anew.begun", file=str(self.path), stream=str(journal))
                raise CannotRewrite(said)

    def _read(self, id_: str) -> Sheet:
        """Return the sheet in the file; raise CannotRewrite if it is not the sheet of race ``id_``."""
        try:
            sheet = read_sheet(self.path).sheet
        except BadData as error:
            raise CannotRewrite(fault_line(error.path, error.faults[0], self._words)) from error
        if sheet.id != id_:
            raise CannotRewrite(self._words("anew.other_race", file=str(self.path), given=sheet.id, race=id_))
        return sheet

    @property
    def _has_comments(self) -> bool:
        """Return whether the file has more than a sheet written here would have, such as comments or unknown keys."""
        return self.path.read_text(encoding="utf-8-sig") != sheet_as_toml(self.before)

    def _by_hand(self, one: ByHand) -> str:
        parts = [*(f"“{plain(note)}”" for note in one.notes), *one.fields]
        return f"{_named(one.skater)}: {', '.join(parts)}"


def _journals(programme: Programme, final: ProgrammeRace, path: Path) -> list[Path]:
    """Return the paths of the files in which the race is recorded, or would be once it is."""
    named = [programme.file.folder / final.race.stream] if final.race.stream else []
    return list(dict.fromkeys([*named, path.with_suffix(STREAM)]))


def _is_begun(journal: Path) -> bool:
    """Return whether anything is recorded, or may be because the file cannot be read."""
    try:
        return len(load(journal).recording) > 0
    except BadData:
        return True


def _named(skater: Skater) -> str:
    return f"{skater.name} ({skater.bib})"


def _patterns(titles: Sequence[str]) -> Iterator[str]:
    """Yield regular expressions for the notes generated from heats with these titles, in every language."""
    of_a_race = "|".join(re.escape(plain(title)) for title in titles)
    for language in Language:
        for code in _NOTES:
            escaped = re.escape(words_of(language)(code))
            # A placeholder matches anything, except that the race has to be one of the heats.
            yield _GAP.sub(lambda gap: f"(?:{of_a_race})" if gap[1] == "race" else ".+", escaped)
