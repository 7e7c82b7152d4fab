"""The options of the commands that draw, and messages about a picture that cannot be made or differs."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "help.from": (
        "the moment to begin at: 9 to go, lap 7, sprint 2, 3:58 (by default before the gun)",
        "het moment om te beginnen: nog 9, ronde 7, sprint 2, 3:58 (standaard voor het startschot)",
    ),
    "help.speed": ("how many times as fast, 0.25 to 64", "hoeveel keer zo snel, 0.25 tot 64"),
    "help.paused": ("begin standing still", "begin stilstaand"),
    "help.spoilers": (
        "show on the bar what is still to come",
        "toon op de balk ook wat nog komt",
    ),
    "help.screen": ("which screen (by default the race)", "welk scherm (standaard de race)"),
    "help.skater": (
        "of which skater, for that screen (by default the first)",
        "van welke rijder, voor dat scherm (standaard de eerste)",
    ),
    "help.size": ("columns x rows (by default 120x36)", "kolommen x regels (standaard 120x36)"),
    "help.theme": ("in which colours (by default dark)", "in welke kleuren (standaard dark)"),
    "help.output": (
        "the file to write; its ending says what",
        "het bestand om te schrijven; het achtervoegsel zegt wat",
    ),
    "help.check": (
        "compare with this picture instead; exit 1, and what differs, where it is another",
        "vergelijk in plaats daarvan met dit beeld; exit 1, en wat er verschilt, als het een ander is",
    ),
    "refused.own_fault": (
        "a fault of massstart itself ({kind}); the whole of it is in {log}",
        "een fout van massstart zelf ({kind}); het hele verhaal staat in {log}",
    ),
    "refused.own_fault_without_log": (
        "a fault of massstart itself ({kind}); {log} cannot be written ({reason}), so this is the whole of it:",
        "een fout van massstart zelf ({kind}); {log} is niet te beschrijven ({reason}), dus dit is het hele verhaal:",
    ),
    "refused.picture_suffix": (
        "{file}: a picture ends in one of {suffixes}",
        "{file}: een beeld eindigt op een van {suffixes}",
    ),
    "refused.no_such_skater": ("bib {bib} is not on the start sheet", "nummer {bib} staat niet op de startlijst"),
    "refused.no_picture_extra": (
        "a .png needs the picture extra: pip install 'massstart-tui[picture]'",
        "voor een .png is de extra picture nodig: pip install 'massstart-tui[picture]'",
    ),
    "snapshot.differs": (
        "{file}: the screen is not what the picture has",
        "{file}: het scherm is niet wat het beeld toont",
    ),
    "snapshot.only_colours": ("only colours or styles differ", "alleen kleuren of stijlen verschillen"),
}
