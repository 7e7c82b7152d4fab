"""Where facts come from, as it is shown: in the language of the reader, a source by its name and not its address."""

from __future__ import annotations

import re
from typing import Final

from massstart_tui.stream.codec import Provenance
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Language

_NAMES: Final = {
    "wikipedia.org": "Wikipedia",
    "isu.org": "ISU",
    "isuresults.eu": "ISU",
    "knsb.nl": "KNSB",
    "schaatsen.nl": "Schaatsen.nl",
    "nos.nl": "NOS",
    "nu.nl": "NU.nl",
    "nieuws.nl": "Nieuws.nl",
    "telegraaf.nl": "De Telegraaf",
    "ad.nl": "AD",
    "eurosport.it": "Eurosport",
    "eurosport.de": "Eurosport",
    "oasport.it": "OA Sport",
    "sportface.it": "Sportface",
    "coni.it": "CONI",
    "suedtirolnews.it": "Südtirol News",
    "delfi.lv": "Delfi",
    "osp-berlin.de": "OSP Berlin",
    "polsatsport.pl": "Polsat Sport",
    "sts.pl": "STS",
    "rmf24.pl": "RMF24",
    "donga.com": "Dong-A Ilbo",
    "isplus.com": "Ilgan Sports",
    "osen.co.kr": "OSEN",
    "yna.co.kr": "Yonhap",
    "hankyung.com": "Hankyung",
    "etoday.co.kr": "Etoday",
    "github.com": "GitHub",
}
"""What is behind an address, by the end of the name of its host."""
_HOST: Final = r"(?:[\w-]+\.)+[a-z]{2,}"
_ADDRESS: Final = re.compile(rf"(?:(?:{_HOST}): )?https?://([^\s/;]+)[^\s;]*", re.IGNORECASE)
"""An address, with the name of its host before it where it stands there."""
_BARE: Final = re.compile(rf"(?<![\w@/.-]){_HOST}(?![\w/@])", re.IGNORECASE)
"""The name of a host without the rest of an address."""


def source_told(entry: Provenance, language: Language) -> str:
    """The source of an entry for a reader of ``language``; where it has none in it, as it is. Each name comes once."""
    told = plain((entry.source_nl if language is Language.NL else "") or entry.source)
    if not _ADDRESS.search(told):
        return _BARE.sub(lambda found: _name(found[0]), told)
    named = _BARE.sub(lambda found: _name(found[0]), _ADDRESS.sub(lambda found: _name(found[1]), told))
    return "; ".join(dict.fromkeys(named.split("; ")))


def _name(host: str) -> str:
    """What a host is known as: by the table, else by its own name without ``www``."""
    host = host.lower().split(":")[0]
    known = next((name for end, name in _NAMES.items() if host == end or host.endswith(f".{end}")), "")
    return known or host.removeprefix("www.")
