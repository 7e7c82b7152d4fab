"""Sentences about a race in a browser and the overlay, and the command ``serve``."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "cli.serve": (
        "a race in a browser, to watch only; or an overlay for a program such as OBS",
        "een wedstrijd in de browser, alleen om te kijken; of een overlay voor een programma als OBS",
    ),
    "help.served": (
        "a race: a stream (*.jsonl), the name of a sample, or nats://HOST/RACE for a shared one",
        "een wedstrijd: een stream (*.jsonl), de naam van een voorbeeld, of nats://HOST/RACE voor een gedeelde",
    ),
    "help.host": (
        "the address to listen at (by default 127.0.0.1: this machine alone)",
        "het adres om op te luisteren (standaard 127.0.0.1: alleen deze machine)",
    ),
    "help.port": (
        "the port to listen at (by default 8000; 0 takes one that is free)",
        "de poort om op te luisteren (standaard 8000; 0 neemt er een die vrij is)",
    ),
    "help.overlay": (
        "the lap counter and the top five on a transparent page, which follows the race",
        "de rondeteller en de top vijf op een doorzichtige pagina, die de wedstrijd volgt",
    ),
    "refused.no_serve_extra": (
        "a browser needs the serve extra: pip install 'massstart-tui[serve]'",
        "voor een browser is de extra serve nodig: pip install 'massstart-tui[serve]'",
    ),
    "refused.cannot_listen": (
        "cannot listen at {host}, port {port} ({reason}); expected an address of this machine and a free --port",
        "kan niet luisteren op {host}, poort {port} ({reason}); verwacht een eigen adres en een vrije --port",
    ),
    "serve.ready": ("{title}: {address} (Ctrl-C ends it)", "{title}: {address} (Ctrl-C stopt het)"),
    "serve.open_to_all": (
        "whoever can reach this machine over the network can watch",
        "wie deze machine over het netwerk kan bereiken, kan meekijken",
    ),
    "serve.opening": ("opening …", "wordt geopend …"),
    "serve.ended": ("The race was closed.", "De wedstrijd is gesloten."),
    "serve.again": ("Open it again", "Opnieuw openen"),
    "serve.full": (
        "{count} are watching already, which is as many as can; try again later",
        "er kijken er al {count}, meer kunnen er niet bij; probeer het later nog eens",
    ),
    "serve.malformed": (
        "something sends what is no request of a browser; it was refused, and the race is served on",
        "iets stuurt wat geen browser stuurt; het is geweigerd, en de wedstrijd blijft te zien",
    ),
    "library.cut_off": (
        "a connection was broken off by the other side; nothing else was disturbed",
        "een verbinding is door de andere kant verbroken; verder is er niets verstoord",
    ),
    "library.says": ("the library {library} reports: {said}", "de bibliotheek {library} meldt: {said}"),
    "serve.other_name": (
        "this page is not shown at ‘{host}’, a name that anybody may have pointed here; open {address}",
        "deze pagina is niet te zien op ‘{host}’, een naam die iedereen hierheen kan laten wijzen; open {address}",
    ),
    "serve.from_elsewhere": (
        "a page from elsewhere may not ask for this race; open {address}",
        "een pagina van elders mag deze wedstrijd niet opvragen; open {address}",
    ),
}
