"""Run benchmarks and print one table: ``python -m tests.bench [NAME ...]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.bench.doors import doors
from tests.bench.entry import entry
from tests.bench.feeds import feeds
from tests.bench.figures import HEADINGS, Figure, Unmeasured, table
from tests.bench.follow import follow
from tests.bench.headless import headless
from tests.bench.ice import ice
from tests.bench.install import cache, install
from tests.bench.journal import journal
from tests.bench.keys import keys
from tests.bench.light import light
from tests.bench.log import log
from tests.bench.outlook import outlook
from tests.bench.paint import a_million, paint
from tests.bench.reading import reading
from tests.bench.seek import seek
from tests.bench.sharing import sharing
from tests.bench.timing import timing
from tests.bench.timing_paint import timing_paint
from tests.bench.update import update
from tests.bench.visitors import visitors
from tests.bench.workbench import Workbench

BENCHMARKS: Final[dict[str, Callable[[Workbench], list[Figure]]]] = {
    "paint": paint,
    "doors": doors,
    "headless": headless,
    "light": light,
    "million": a_million,
    "reading": reading,
    "seek": seek,
    "update": update,
    "log": log,
    "ice": ice,
    "journal": journal,
    "outlook": outlook,
    "entry": entry,
    "keys": keys,
    "sharing": sharing,
    "follow": follow,
    "visitors": visitors,
    "timing": timing,
    "timing_paint": timing_paint,
    "feeds": feeds,
}


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks asked for, all by default; return 0 if all could be measured, whether met or missed."""
    arguments = _arguments(argv)
    folder = cache()
    _say("building the wheel and installing it")
    try:
        installation = install(folder)
    except Unmeasured as error:
        _say(str(error))
        return 1
    rows: list[tuple[str, ...]] = []
    reasons: list[str] = []
    with tempfile.TemporaryDirectory(prefix="massstart-home-") as home:
        bench = Workbench(installation, folder, Path(home), arguments.rounds)
        for name in arguments.names or BENCHMARKS:
            _say(f"measuring {name}")
            try:
                rows += [figure.row() for figure in BENCHMARKS[name](bench)]
            except Unmeasured as error:
                rows.append((name, *("-" for _ in HEADINGS[1:3]), "not measured", "-", "-"))
                reasons.append(f"{name}: {error}")
    sys.stdout.write(table(rows) + "\n")
    for reason in reasons:
        _say(reason)
    return 1 if reasons else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast massstart is, as ratios.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of each, instead of what is enough for it")
    arguments = parser.parse_args(argv)
    if unknown := [name for name in arguments.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    return arguments


def _say(what: str) -> None:
    sys.stderr.write(what + "\n")


if __name__ == "__main__":
    sys.exit(main())
