"""Sentences about a race in a browser and the overlay, and the command ``serve``."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "refused.cert_without_key": (
        "a certificate and its key belong together: give both --cert and --key",
        "een certificaat en zijn sleutel horen bij elkaar: geef --cert en --key allebei",
    ),
    "refused.certificate": (
        "cannot use the certificate {cert} with the key {key} ({reason}); expected PEM files, and no passphrase",
        "kan het certificaat {cert} met sleutel {key} niet gebruiken ({reason}); verwacht PEM, zonder wachtzin",
    ),
    "refused.no_password": (
        "no password: set {variable}, or type one on a terminal",
        "geen wachtwoord: zet {variable}, of typ er een op een terminal",
    ),
    "refused.overlay_of_meeting": (
        "{file} is a meeting: the overlay is of one race; expected a race, or no --overlay",
        "{file} is een toernooi: de overlay is van één wedstrijd; verwacht een wedstrijd, of geen --overlay",
    ),
    "refused.no_serve_extra": (
        "a browser needs the serve extra: pip install 'massstart-tui[serve]'",
        "voor een browser is de extra serve nodig: pip install 'massstart-tui[serve]'",
    ),
    "refused.cannot_listen": (
        "cannot listen at {host}, port {port} ({reason}); expected an address of this machine and a free --port",
        "kan niet op {host}, poort {port} (het systeem zegt: {reason}); verwacht een eigen adres en een vrije --port",
    ),
    "serve.ready": ("{title}: {address} (Ctrl-C ends it)", "{title}: {address} (Ctrl-C stopt het)"),
    "serve.open_to_all": (
        "whoever can reach this machine over the network can watch; --password asks for a password",
        "wie deze machine over het netwerk kan bereiken, kan meekijken; --password vraagt om een wachtwoord",
    ),
    "serve.open_to_password": (
        "whoever can reach this machine over the network and has the password can watch",
        "wie deze machine over het netwerk kan bereiken en het wachtwoord heeft, kan meekijken",
    ),
    "serve.password_readable": (
        "the password goes over the network unencrypted, and can be read on the way; --cert and --key encrypt it",
        "het wachtwoord gaat onversleuteld over het netwerk en is onderweg te lezen; --cert en --key versleutelen het",
    ),
    "serve.password_asked": (
        "this race is shown to whoever has the password; the user name may be anything",
        "deze wedstrijd is te zien voor wie het wachtwoord heeft; de gebruikersnaam mag alles zijn",
    ),
    "serve.choose_password": ("password for the visitors: ", "wachtwoord voor de bezoekers: "),
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
