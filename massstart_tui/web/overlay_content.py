"""What the overlay of a race shows at the latest moment of the race."""

from __future__ import annotations

from typing import Final

from massstart_tui.race.groups import Group
from massstart_tui.race.standings import standings
from massstart_tui.report.event_phrases import Telling
from massstart_tui.report.overlay_data import overlay
from massstart_tui.report.signs import DOUBT, sign_of
from massstart_tui.stream.provenance import Marks
from massstart_tui.stream.recording_views import Views
from massstart_tui.text.prose import gap_told
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.view.ice_groups import groups_in
from massstart_tui.view.latest_happening import Happening, latest_happening
from massstart_tui.view.placed_groups import NAMED_IN_A_GROUP, PlacedGroup, placed_groups
from massstart_tui.view.scene import Scene

NEW_MS: Final = 15_000
"""How long something has just happened, in ms of race time."""
MOST_GROUPS: Final = 4
"""How many groups there is room for."""


def overlay_content(views: Views, words: Words) -> dict[str, object]:
    """Return the texts of the overlay: those of `overlay`, with ``happened``, ``new_ms`` and ``groups``.

    ``happened`` is the latest happening and ``new_ms`` how long it is still new; the text is empty if it is not new.
    ``groups`` are the groups on the ice, front first, each with its ``place``, ``who`` is in it and the ``gap`` to the
    group ahead. There are none while all skate together, or if a missing event may have changed them.
    """
    now = views.now
    position = len(now)
    state, t = now.state_at(position), max(views.recording.times, default=0)
    marks = Marks(views.recording.header.provenance)
    scene = Scene(now.sheet, state, standings(state), {}, {}, now.lines_at(position), position, now, marks)
    happened = latest_happening(scene, t)
    left = 0 if happened is None else max(0, happened.told.t + NEW_MS - t)
    return overlay(state, marks, words) | {
        "happened": _told(happened, scene, marks, words) if happened is not None and left else "",
        "new_ms": left,
        "groups": _groups(scene, words),
    }


def _told(happened: Happening, scene: Scene, marks: Marks, words: Words) -> str:
    """Return in words what happened: ``▼ fall  9 Groenewoud``."""
    telling = Telling(words, scene.state.rules, short_names_of(scene.state.sheet.skaters), scene.sheet.texts_nl)
    event = happened.told
    body = telling.body(event) if happened.correction is None else telling.whole(happened.event)
    doubt = DOUBT if marks.fact_doubtful(event) else ""
    return "  ".join(part for part in (f"{sign_of(event.type)} {telling.kind(event)}", body, doubt) if part)


def _groups(scene: Scene, words: Words) -> list[dict[str, str]]:
    if not scene.state.under_way:
        return []
    placed, names = placed_groups(groups_in(scene)), short_names_of(scene.state.sheet.skaters)
    if not placed[1:]:
        return []
    rows = [
        {"place": words(one.code), "who": _who(one, names, words), "gap": _gap(one.group, words) if at else ""}
        for at, one in enumerate(placed[:MOST_GROUPS])
    ]
    if more := placed[MOST_GROUPS:]:
        rows.append({"place": "", "who": words("strip.more_groups", count=len(more)), "gap": ""})
    return rows


def _who(placed: PlacedGroup, names: dict[int, str], words: Words) -> str:
    bibs = placed.group.bibs
    if placed.is_counted:
        return words("table.skaters", count=len(bibs))
    named = [f"{bib} {names[bib]}" for bib in bibs[:NAMED_IN_A_GROUP]]
    more = [f"+{len(bibs) - NAMED_IN_A_GROUP}"] if len(bibs) > NAMED_IN_A_GROUP else []
    return "  ".join([*named, *more])


def _gap(group: Group, words: Words) -> str:
    """Return the gap to the group ahead; a question mark if nobody measured it."""
    if group.down:
        return ""
    return "?" if group.gap is None else f"+{gap_told(group.gap, words.language)} s"
