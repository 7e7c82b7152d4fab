"""Sentences of the race report on decisions of the jury, and about places at the finish that the jury changed.

The variant of a text for a race in which the jury changed places has a code that ends in ``.judged``.
"""

from __future__ import annotations

from typing import Final

_DECISIONS: Final[dict[str, tuple[str, str]]] = {
    "story.crossed_first": (
        "{who} crossed the line first together",
        "{who} kwamen samen als eersten over de streep",
    ),
    "story.crossed_first.alone": ("{who} crossed the line first", "{who} kwam als eerste over de streep"),
    "story.placed_first": (
        "After the jury's decision {who} share first place at the finish, ahead of {others}",
        "Na de beslissing van de jury delen {who} de eerste plaats aan de finish, voor {others}",
    ),
    "story.placed_first.alone": (
        "After the jury's decision {who} is first at the finish, ahead of {others}",
        "Na de beslissing van de jury is {who} eerste aan de finish, voor {others}",
    ),
    "story.placed_first_only": (
        "After the jury's decision {who} share first place at the finish",
        "Na de beslissing van de jury delen {who} de eerste plaats aan de finish",
    ),
    "story.placed_first_only.alone": (
        "After the jury's decision {who} is first at the finish",
        "Na de beslissing van de jury is {who} eerste aan de finish",
    ),
    "part.jury_relegated": ("the jury relegated", "de jury zette"),
    "part.jury_relegated_after_review": (
        "after a review{reason} the jury relegated",
        "na onderzoek{reason} zette de jury",
    ),
    "part.jury_relegated_after_review_of": (
        "after a review of {reviewed}{reason} the jury relegated",
        "na onderzoek naar {reviewed}{reason} zette de jury",
    ),
    "story.relegated": (
        "{jury} {who}{rule} behind all who finished",
        "{jury} {who}{rule} terug achter iedereen die de finish haalde",
    ),
    "story.relegated_behind": (
        "{jury} {who}{rule} to behind {other}",
        "{jury} {who}{rule} terug tot achter {other}",
    ),
    "story.reviewed": (
        "{who} are under review, which is not decided{reason}",
        "{who} zijn in onderzoek, en dat is niet beslist{reason}",
    ),
    "story.reviewed.alone": (
        "{who} is under review, which is not decided{reason}",
        "{who} is in onderzoek, en dat is niet beslist{reason}",
    ),
    "story.review_lifted": (
        "The review of {who} came to nothing{reason}",
        "Het onderzoek naar {who} leidde tot niets{reason}",
    ),
}

_PLACED: Final[dict[str, tuple[str, str]]] = {
    "deed.over_line.judged": (
        "was placed {place} at the finish",
        "werd als {place} geklasseerd aan de finish",
    ),
    "deed.over_line_behind.judged": (
        "was placed {place} at the finish, behind {others}",
        "werd als {place} geklasseerd aan de finish, achter {others}",
    ),
    "deed.over_line_at.judged": (
        "were placed {places} at the finish",
        "werden als {places} geklasseerd aan de finish",
    ),
    "deed.over_line_best.judged": (
        "were placed {place} at best at the finish",
        "werden op zijn best als {place} geklasseerd aan de finish",
    ),
    "how.place.judged": (
        "{place} at the finish",
        "als {place} aan de finish",
    ),
    "part.came.judged": (
        "{who} were placed {place}",
        "{who} werden als {place} geklasseerd",
    ),
    "part.came.judged.alone": (
        "{who} was placed {place}",
        "{who} werd als {place} geklasseerd",
    ),
    "story.podium.by_the_line.judged": (
        "In the result {first}, ahead of {others}, in the order at the finish",
        "In de uitslag {first}, voor {others}, op de volgorde aan de finish",
    ),
    "story.slipped.judged": (
        "{who} was placed {place} at the finish and came {rank} in the result",
        "{who} werd als {place} geklasseerd aan de finish en werd {rank} in de uitslag",
    ),
    "story.slipped_to_last.judged": (
        "{who} was placed {place} at the finish and came {rank} in the result, just enough to go through",
        "{who} werd als {place} geklasseerd aan de finish en werd {rank} in de uitslag, net genoeg om door te gaan",
    ),
    "story.shut_out.judged": (
        "{who} were placed {places} at the finish, but had too few points",
        "{who} werden als {places} geklasseerd aan de finish, maar hadden te weinig punten",
    ),
    "story.shut_out.judged.alone": (
        "{who} was placed {places} at the finish, but had too few points",
        "{who} werd als {places} geklasseerd aan de finish, maar had te weinig punten",
    ),
    "story.shut_out_all_the_same.judged": (
        "{who} were placed {places} at the finish, but did not go through",
        "{who} werden als {places} geklasseerd aan de finish, maar plaatsten zich niet",
    ),
    "story.shut_out_all_the_same.judged.alone": (
        "{who} was placed {places} at the finish, but did not go through",
        "{who} werd als {places} geklasseerd aan de finish, maar plaatste zich niet",
    ),
    "story.shut_out_without_a_point.judged": (
        "{who} were placed {places} at the finish, but were left out without a point",
        "{who} werden als {places} geklasseerd aan de finish, maar vielen zonder punten af",
    ),
    "story.shut_out_without_a_point.judged.alone": (
        "{who} was placed {places} at the finish, but was left out without a point",
        "{who} werd als {places} geklasseerd aan de finish, maar viel zonder punten af",
    ),
    "story.missed.line.judged": (
        "{who} just missed out: placed {place} at the finish, behind {other}, who also has {points}",
        "{who} viel net af: als {place} geklasseerd aan de finish, achter {other}, die ook {points} heeft",
    ),
    "story.missed.line_without_a_point.judged": (
        "{who} was the first to miss out: placed {place} at the finish, behind {other}, neither with a point",
        "{who} viel als eerste af: als {place} geklasseerd aan de finish, achter {other}, beiden zonder punten",
    ),
    "story.missed.line_alone.judged": (
        "{who} was the first to miss out: placed {place} at the finish, behind {other}",
        "{who} viel als eerste af: als {place} geklasseerd aan de finish, achter {other}",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_DECISIONS, **_PLACED}
