"""What screens have in common that search for a skater."""

from __future__ import annotations

from massstart_tui.race.sheet import Sheet
from massstart_tui.tui.screens.base_screen import BaseScreen
from massstart_tui.tui.widgets.bars import KeyLine
from massstart_tui.tui.widgets.points_table import PointsTable


class SearchingScreen(BaseScreen):
    """A screen with a line of ``keys`` that shows or marks one skater, and searches for another by bib or name."""

    keys: KeyLine

    @property
    def key_line(self) -> KeyLine:
        """The line of keys."""
        return self.keys

    @property
    def searched_sheet(self) -> Sheet:
        """The start sheet whose skaters are searched."""
        raise NotImplementedError

    @property
    def found_skater(self) -> int | None:
        """The bib of the skater who is shown or marked now, None if it is nobody."""
        raise NotImplementedError

    def show_skater(self, bib: int | None) -> None:
        """Show or mark the skater with this bib; None is passed only if it was None before."""
        raise NotImplementedError

    async def action_search(self) -> None:
        from massstart_tui.entry.roster import roster_of
        from massstart_tui.tui.widgets.search_line import SearchLine

        if not self.query(SearchLine):
            roster, words = roster_of(self.searched_sheet), self.massstart.words
            await self.ask_below(SearchLine(roster, self.found_skater, words, self.show_skater, self.end_asking))


class TableSearch(SearchingScreen):
    """A screen on which the skater under the cursor of the points table is the one that is found."""

    points: PointsTable

    @property
    def found_skater(self) -> int | None:
        return self.points.bib

    def show_skater(self, bib: int | None) -> None:
        self.points.choose(bib)
        self.look()

    def look(self) -> None:
        """Draw the screen."""
        raise NotImplementedError
