"""The sentences that say why a skater has a rank in a scene."""

from __future__ import annotations

from massstart_tui.race.standings import Standing
from massstart_tui.race.state import Phase
from massstart_tui.text.words import Words
from massstart_tui.view.scene import Scene


def why_in(scene: Scene, bib: int, words: Words) -> str:
    """Return the sentence that says why a skater has their rank; empty before the gun, when there are no ranks."""
    if scene.state.phase is Phase.SCHEDULED:
        return ""
    from massstart_tui.report.why_page import why_told  # the first picture needs no reasons

    return why_told(scene.rows, bib, scene.state, words, doubtful=_doubtful(scene, bib))


def reasons_in(scene: Scene, row: Standing, words: Words) -> tuple[str, ...]:
    """Return sentences that say why the skater of ``row`` has their rank, longest first; the last names nobody else."""
    told = why_in(scene, row.bib, words)
    if not told:
        return ()
    from massstart_tui.report.rank_phrases import reason  # the first picture needs no reasons

    return (told, reason(row, scene.state, words, doubtful=_doubtful(scene, row.bib)))


def _doubtful(scene: Scene, bib: int) -> bool:
    doubts = scene.doubts.get(bib)
    return doubts is not None and (doubts.total or doubts.finish)
