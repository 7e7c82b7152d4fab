"""Who of a start sheet a feed means, by chip or by bib; whoever is on it under neither is told, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from massstart_tui.race.chip_codes import chip_key, tag_number, worn_chips
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.faults import Fault, Flaw, shown
from massstart_tui.timing.feed_records import ReadRun


class FeedSkaters:
    """The skaters of a start sheet by their chips and bibs; ``unknown`` counts the chips that nobody wears."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the chips and bibs of the sheet."""
        self.unknown: Counter[str] = Counter()
        self._strangers: set[int] = set()
        self.wear(sheet)

    def wear(self, sheet: Sheet) -> None:
        """Use another start sheet from now on."""
        self._worn = worn_chips(sheet)
        self._bibs = {str(skater.bib): skater.bib for skater in sheet.skaters}
        self.listed = frozenset(self._bibs.values())
        self._known: dict[str, int] = {}
        """The bibs of the chips that were read, as they were written."""

    def wearing(self, run: ReadRun) -> list[int | None]:
        """Return who wears the chip of each read; what it is on the start sheet precedes other readings of it."""
        for chip in set(run.chips) - self._known.keys():
            if (bib := self._looked_up(chip, may_be_bib=run.may_be_bib)) is not None:
                self._known[chip] = bib
        return list(map(self._known.get, run.chips))

    def _looked_up(self, chip: str, *, may_be_bib: bool) -> int | None:
        bib = self._worn.get(chip_key(chip))
        if bib is None and (number := tag_number(chip)) is not None:
            bib = self._worn.get(number)
        if bib is None and may_be_bib:
            bib = self._bibs.get(chip)
        return bib

    def unknown_chip(self, chip: str, line: int | None) -> Sequence[Fault]:
        """Count a chip that nobody wears, and tell it the first time."""
        self.unknown[chip] += 1
        if self.unknown[chip] > 1:
            return ()
        return (Fault(line, "transponder", Flaw.UNKNOWN_TRANSPONDER, {"given": shown(chip)}, harmless=True),)

    def strangers(self, bibs: Iterable[int], line: int | None) -> Sequence[Fault]:
        """Tell each bib the first time that is not on the start sheet."""
        strange = dict.fromkeys(bib for bib in bibs if bib not in self.listed)
        told = [Fault(line, "bib", Flaw.BIB_NOT_LISTED, {"bib": bib}) for bib in strange if bib not in self._strangers]
        self._strangers.update(strange)
        return told
