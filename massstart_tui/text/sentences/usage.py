"""Messages about a wrong command line.

Codes that begin with ``argparse.`` end in the message that argparse itself looks up, and take the same values.
"""

from __future__ import annotations

from typing import Final

_OF_ARGPARSE: Final[dict[str, tuple[str, str]]] = {
    "argparse.usage: ": ("usage: ", "gebruik: "),
    "argparse.positional arguments": ("arguments", "argumenten"),
    "argparse.options": ("options", "opties"),
    "argparse.show this help message and exit": ("show this help and leave", "deze hulp tonen en stoppen"),
    "argparse.%(prog)s: error: %(message)s\n": ("%(prog)s: error: %(message)s\n", "%(prog)s: fout: %(message)s\n"),
    "argparse.argument %(argument_name)s: %(message)s": (
        "argument %(argument_name)s: %(message)s",
        "bij %(argument_name)s: %(message)s",
    ),
    "argparse.unrecognized arguments: %s": ("unrecognized arguments: %s", "onbekende argumenten: %s"),
    "argparse.the following arguments are required: %s": (
        "the following arguments are required: %s",
        "deze argumenten zijn verplicht: %s",
    ),
    "argparse.one of the arguments %s is required": (
        "one of the arguments %s is required",
        "een van de argumenten %s is verplicht",
    ),
    "argparse.not allowed with argument %s": ("not allowed with argument %s", "kan niet samen met %s"),
    "argparse.expected one argument": ("expected a value", "verwacht een waarde"),
    "argparse.ignored explicit argument %r": (
        "takes no value, and ‘%s’ is one",
        "neemt geen waarde, en ‘%s’ is er een",
    ),
    "argparse.invalid choice: %(value)r (choose from %(choices)s)": (
        "‘%(value)s’ is not one of the choices; expected one of %(choices)s",
        "‘%(value)s’ hoort niet bij de keuzen; verwacht een van %(choices)s",
    ),
}

_OF_OPTIONS: Final[dict[str, tuple[str, str]]] = {
    "option.speed": (
        "‘{given}’ is no speed; expected a number from {least} to {most}, such as 4",
        "‘{given}’ is geen snelheid; verwacht een getal van {least} tot en met {most}, zoals 4",
    ),
    "option.delay": (
        "‘{given}’ is no delay; expected 0 to {most} seconds, such as 7.5",
        "‘{given}’ is geen vertraging; verwacht 0 tot en met {most} seconden, zoals 7.5",
    ),
    "option.size": (
        "‘{given}’ is no size of a screen; expected columns x rows from {least} to {most}, such as 120x36",
        "‘{given}’ is geen schermmaat; verwacht kolommen x regels van {least} tot en met {most}, zoals 120x36",
    ),
    "option.port": (
        "‘{given}’ is no port; expected a whole number from 0 to {most}, such as 8000",
        "‘{given}’ is geen poort; verwacht een geheel getal van 0 tot en met {most}, zoals 8000",
    ),
    "option.visitors": (
        "‘{given}’ is no number of visitors; expected a whole number from 1 to {most}, such as 40",
        "‘{given}’ is geen aantal bezoekers; verwacht een geheel getal van 1 tot en met {most}, zoals 40",
    ),
    "option.skater": (
        "‘{given}’ is no bib; expected a whole number, such as 13",
        "‘{given}’ is geen nummer van een rijder; verwacht een geheel getal, zoals 13",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_OF_ARGPARSE, **_OF_OPTIONS}
