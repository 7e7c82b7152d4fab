"""Words and sentences of the line-up, in which the skaters are introduced before the gun."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "place.lineup": ("the line-up", "de rijderspresentatie"),
    "heading.lineup": ("LINE-UP", "PRESENTATIE"),
    "command.lineup": ("line-up", "presentatie"),
    "command.lineup.help": (
        "before the gun: the skaters one by one, as an announcer introduces them",
        "voor het startschot: de rijders één voor één, zoals een speaker ze voorstelt",
    ),
    "command.lineup_next": ("next", "volgende"),
    "command.lineup_next.help": ("the next skater", "de volgende rijder"),
    "command.lineup_before": ("before", "vorige"),
    "command.lineup_before.help": ("the skater before", "de vorige rijder"),
    "command.lineup_first": ("first", "eerste"),
    "command.lineup_first.help": ("the first skater of the start sheet", "de eerste rijder van de startlijst"),
    "command.lineup_last": ("last", "laatste"),
    "command.lineup_last.help": ("the last skater of the start sheet", "de laatste rijder van de startlijst"),
    "lineup.title": ("Line-up", "Rijderspresentatie"),
    "lineup.number": ("{number} of {count}", "{number} van de {count}"),
    "lineup.say": ("say", "uitspraak"),
    "lineup.next": ("next", "hierna"),
    "lineup.nobody_next": ("the last of the start sheet", "de laatste van de startlijst"),
    "lineup.more": ("↓ {count} more lines", "↓ nog {count} regels"),
    "lineup.more.one": ("↓ 1 more line", "↓ nog 1 regel"),
    "lineup.after_the_gun": (
        "the line-up is there before the gun only",
        "de rijderspresentatie is er alleen voor het startschot",
    ),
}
