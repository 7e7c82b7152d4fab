"""Write the sample races; run ``python -m sample_races.build`` at the top of the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sample_races import beijing_men, beijing_women, made_up, made_up_timed, world_cup
from sample_races.made_up import made_up_stream
from sample_races.streams import stream

FOLDER: Final = Path(__file__).parent
PLANS: Final = (
    beijing_men.SEMI_FINAL_1,
    beijing_men.SEMI_FINAL_2,
    beijing_men.FINAL,
    beijing_women.SEMI_FINAL_1,
    beijing_women.SEMI_FINAL_2,
    beijing_women.FINAL,
    world_cup.CALGARY_MEN_B,
    world_cup.HEERENVEEN_MEN_A,
)


def main() -> None:
    """Write every stream into the folder of this file, under the name of its race."""
    for plan in PLANS:
        (FOLDER / f"{plan.id}.jsonl").write_bytes(stream(plan))
    for race in made_up.ALL:
        (FOLDER / f"{race.id}.jsonl").write_bytes(made_up_stream(race))
    (FOLDER / f"{made_up_timed.ID}.jsonl").write_bytes(made_up_timed.made_up_timed_stream())


if __name__ == "__main__":
    main()
