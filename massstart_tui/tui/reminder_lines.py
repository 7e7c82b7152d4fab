"""The lines of reminders for a commentator: notes, who has not finished, cues to say, and captions in practice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from massstart_tui.race.events import bibs_of
from massstart_tui.race.sheet import Sheet
from massstart_tui.race.state import Phase
from massstart_tui.report.cue_sheet import Cue, CueSheet, Key, unsaid
from massstart_tui.report.reminders import missing_in_finish, notes_at_hand
from massstart_tui.text.prose import time_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Piece
from massstart_tui.tui.themes import Brush
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.report.rehearsal import Caption

CAPTION_MS: Final = 8_000
"""Milliseconds for which a caption is shown in practice."""
BETWEEN: Final = "  ·  "
"""What separates two things on a line."""
TOGETHER_MS: Final = 2_500
"""Milliseconds before the newest caption within which others are shown after it: nobody reads faster."""


class AtHand:
    """Collects the reminders for a scene of the race, and remembers which cues were said."""

    def __init__(self, sheet: Sheet, words: Words, captions: Sequence[Caption] = ()) -> None:
        """Begin with no cue said; ``captions`` describe the race that is practised on."""
        self._captions = captions
        self._caption_times = [caption.t for caption in captions]
        self._said: set[Key] = set()
        self._words = words
        self._drawn: tuple[Scene, tuple[Cue, ...]] | None = None
        self.follow(sheet)

    def follow(self, sheet: Sheet) -> None:
        """Use another start sheet."""
        self._sheet = sheet
        self._names = short_names_of(sheet.skaters)
        self.speak(self._words)

    def speak(self, words: Words) -> None:
        """Use another language."""
        self._words = words
        self._cues = CueSheet(self._sheet, words, self._names)
        self._drawn = None

    def unsaid(self, scene: Scene) -> tuple[Cue, ...]:
        """Return the cues that have not been said, newest last."""
        if scene.timeline is None:
            return ()
        if scene.sheet is not self._sheet:
            self.follow(scene.sheet)
        if self._drawn is None or self._drawn[0] is not scene:
            self._drawn = (scene, self._cues.at(scene.timeline, scene.position))
        return unsaid(self._drawn[1], self._said)

    def tick(self) -> None:
        """Mark the newest unsaid cue, which is the one shown, as said."""
        if self._drawn and (left := unsaid(self._drawn[1], self._said)):
            self._said.add(left[-1].key)

    def tick_all(self) -> None:
        """Mark all cues as said."""
        if self._drawn:
            self._said.update(cue.key for cue in self._drawn[1])

    def caught_up(self, scene: Scene) -> None:
        """Mark the cues up to this scene as said, because they are no longer news."""
        self.unsaid(scene)
        self.tick_all()

    def lines(self, scene: Scene, bibs: tuple[int, ...], brush: Brush, t: int) -> list[list[Piece]]:
        """Return the lines to show, most urgent first: a caption, cues, notes.

        ``bibs`` are the skaters being typed, and ``t`` is the race time in milliseconds.
        """
        finishing = scene.state.phase is Phase.FINISHING and not bibs
        lines = [
            self._caption(t, brush),
            self._to_say(scene, brush),
            self._not_in(scene, brush) if finishing else self._notes(scene, bibs, brush),
        ]
        if bibs or finishing:
            # While skaters are typed or finish, what is known about them is more urgent than a cue.
            lines[1], lines[2] = lines[2], lines[1]
        return [line for line in lines if line]

    def _caption(self, t: int, brush: Brush) -> list[Piece]:
        if not self._captions:
            return []
        at = bisect_right(self._caption_times, t) - 1
        if at < 0 or t - self._caption_times[at] > CAPTION_MS:
            return [(self._words("hand.now"), brush.dim)]
        first = bisect_left(self._caption_times, self._caption_times[at] - TOGETHER_MS)
        pieces = [(f"{self._words('hand.now')}  ", brush.dim)]
        for caption in reversed(self._captions[first : at + 1]):
            between = BETWEEN if len(pieces) > 1 else ""
            style = brush.dim if caption.discreet else brush.strong
            pieces += [(between, brush.dim), (f"{caption.sign} {caption.text}", style)]
        return pieces

    def _not_in(self, scene: Scene, brush: Brush) -> list[Piece]:
        pieces: list[Piece] = [(f"{self._words('hand.not_in')}  ", brush.dim)]
        for bib in missing_in_finish(scene.state):
            pieces += [(f"{bib}", brush.ice), (f" {self._names.get(bib, '')}  ", brush.text)]
        return pieces if len(pieces) > 1 else []

    def _notes(self, scene: Scene, bibs: tuple[int, ...], brush: Brush) -> list[Piece]:
        """Return the notes on the skaters being typed, or else on those of the latest event."""
        if not bibs and scene.timeline is not None and scene.lines:
            bibs = bibs_of(scene.timeline.line(scene.lines - 1).event)
        pieces: list[Piece] = []
        before = 0
        for note in notes_at_hand(scene.sheet, bibs, self._words.language):
            if note.bib != before:
                gap = "   " if pieces else ""
                pieces.append((f"{gap}{note.bib} {self._names.get(note.bib, '')}  ", brush.ice))
            pieces.append((note.text if note.bib != before else f" · {note.text}", brush.text))
            before = note.bib
        return pieces

    def _to_say(self, scene: Scene, brush: Brush) -> list[Piece]:
        left = self.unsaid(scene)
        if not left:
            return []
        cue = left[-1]
        pieces: list[Piece] = [
            (f"{self._words('hand.say')}  ", brush.ice),
            (f"{cue.text} ", brush.text),
            (f" {time_told(cue.clock, self._words.language)}", brush.dim),
        ]
        if len(left) > 1:
            pieces.append((f"  {self._words('hand.more', count=len(left) - 1)}", brush.dim))
        return pieces
