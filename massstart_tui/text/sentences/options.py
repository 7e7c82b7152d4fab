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
        "the skater under the cursor; on that screen by default the first",
        "de rijder onder de cursor; op dat scherm standaard de eerste",
    ),
    "help.size": ("columns x rows (by default 120x36)", "kolommen x regels (standaard 120x36)"),
    "help.theme": ("in which colours (by default dark)", "in welke kleuren (standaard dark)"),
    "help.output": (
        "the file to write; its ending says what",
        "het bestand om te schrijven; het achtervoegsel zegt wat",
    ),
    "help.check": (
        "compare with this picture instead; exit 4, and what differs, where it is another; exit 5 if it is missing",
        "vergelijk in plaats daarvan met dit beeld; exit 4, en wat verschilt, als het anders is; exit 5 als het mist",
    ),
    "help.update": (
        "with --check: write the picture where it is missing or another",
        "met --check: schrijf het beeld als het er niet is of een ander is",
    ),
    "help.difference": (
        "with --check: write what differs as a picture, where the picture is another",
        "met --check: schrijf wat er verschilt als beeld, als het een ander is",
    ),
    "help.typed": (
        "what has been typed on the input line of that screen",
        "wat er op de invoerregel van dat scherm is getypt",
    ),
    "help.view": (
        "with all corrections, or as it was known then (by default now)",
        "met alle correcties, of zoals toen bekend was (standaard now)",
    ),
    "help.layout": ("which panels (by default both)", "welke panelen (standaard both)"),
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
    "snapshot.other_size": (
        "the picture has {size} cells, the screen {now}; expected --size {size} to compare them",
        "het beeld heeft {size} cellen, het scherm {now}; verwacht --size {size} om ze te vergelijken",
    ),
    "snapshot.other_size.text": (
        "the picture has {rows} rows of at most {columns} cells, the screen {now}; expected the --size it was taken in",
        "het beeld heeft {rows} regels van hoogstens {columns} cellen, het scherm {now}; verwacht de --size ervan",
    ),
    "snapshot.row": ("row {row}, columns {columns}", "regel {row}, kolommen {columns}"),
    "snapshot.same_cells": (
        "every cell is the same; only the drawing around them differs",
        "elke cel is gelijk; alleen de tekening eromheen verschilt",
    ),
    "snapshot.no_text": (
        "a .png has no text to compare; --difference shows what has changed",
        "een .png heeft geen tekst om te vergelijken; --difference toont wat er veranderd is",
    ),
    "snapshot.no_font": (
        "no font has {letters}; a sign stands in their place; more letters: pip install 'massstart-tui[pdf-world]'",
        "geen lettertype heeft {letters}; er staat een teken; meer letters: pip install 'massstart-tui[pdf-world]'",
    ),
    "snapshot.written": ("{file} was not there, and is written", "{file} was er niet, en is geschreven"),
    "snapshot.updated": ("{file} was another, and is written anew", "{file} was een ander, en is opnieuw geschreven"),
    "plugin.missing": (
        "{file}: there is no such picture yet; pytest {option} keeps it",
        "{file}: dit beeld is er nog niet; pytest {option} bewaart het",
    ),
    "plugin.differs": (
        "{file}: the screen is not what the picture has; where that is meant, pytest {option} keeps the new one",
        "{file}: het scherm is niet wat het beeld toont; als dat de bedoeling is, bewaart pytest {option} het nieuwe",
    ),
    "plugin.drawn": ("what has changed is drawn in {file}", "wat er veranderd is, staat getekend in {file}"),
    "plugin.name_twice": (
        "this test has a picture named {name} already; name= gives another one",
        "deze test heeft al een beeld met de naam {name}; name= geeft een ander",
    ),
    "snapshot.before": ("before", "eerst"),
    "snapshot.now": ("now", "nu"),
    "snapshot.changed": ("what has changed", "wat er veranderd is"),
    "refused.no_picture_yet": (
        "{file}: there is no such picture yet; --update writes it",
        "{file}: dit beeld is er nog niet; --update schrijft het",
    ),
    "refused.no_picture": (
        "{file}: not a picture of a screen; expected one that massstart snapshot wrote; --update writes it anew",
        "{file}: geen beeld van een scherm; verwacht een van massstart snapshot; --update schrijft het opnieuw",
    ),
    "refused.only_with_check": ("{option} goes with --check", "{option} hoort bij --check"),
    "refused.difference_of_text": (
        "{file}: a difference can be drawn of a .svg or a .png only",
        "{file}: alleen van een .svg of .png is een verschil te tekenen",
    ),
    "refused.cannot_be_typed": (
        "‘{text}’ cannot be typed on the line of that screen",
        "‘{text}’ is niet te typen op de regel van dat scherm",
    ),
    "refused.no_line_to_type_on": (
        "the screen {screen} has no input line; expected --typed with another screen, such as entry",
        "het scherm {screen} heeft geen invoerregel; verwacht --typed bij een ander scherm, zoals entry",
    ),
}
