"""Sentences of the race report on the result: who won, the podium, and what decided it."""

from __future__ import annotations

from typing import Final

_HEADLINES: Final[dict[str, tuple[str, str]]] = {
    "headline.on_points": (
        "{winner} wins; {who} through on sprint points",
        "{winner} wint; {who} door op sprintpunten",
    ),
    "headline.ahead": ("{winner} wins ahead of {who}", "{winner} wint voor {who}"),
    "headline.ahead.alone": ("{winner} wins", "{winner} wint"),
    "headline.on_laps": (
        "{winner} wins on {laps}, ahead of {who}",
        "{winner} wint dankzij {laps}, voor {who}",
    ),
    "headline.on_laps.alone": ("{winner} wins on {laps}", "{winner} wint dankzij {laps}"),
    "headline.lasted": ("{winner} lasts longest, ahead of {who}", "{winner} houdt het langst stand, voor {who}"),
    "headline.unrecorded": ("{title}: who won was not recorded", "{title}: wie won, is niet vastgelegd"),
    "headline.result": ("The result: {title}", "De uitslag: {title}"),
}

_VALUES: Final[dict[str, tuple[str, str]]] = {
    "count.below_nought": ("minus {number}", "min {number}"),
    "count.laps_gained": ("{number} laps gained", "{number} ronden voorsprong"),
    "count.laps_gained.alone": ("a lap gained", "een ronde voorsprong"),
    "count.laps_lost": ("{number} laps lost", "{number} ronden achterstand"),
    "count.laps_lost.alone": ("a lap lost", "een ronde achterstand"),
    "part.first": ("{who} is first", "staat {who} eerste"),
    "part.first_by": ("{who} is first, {how}", "staat {who} eerste, {how}"),
    "part.first_with": ("{who} is first with {points}", "staat {who} eerste met {points}"),
    "part.next": ("{who}", "{who}"),
    "part.ranked": ("{who} is {rank}", "{who} is {rank}"),
    "part.ranked_by": ("{who} is {rank}, {how}", "{who} is {rank}, {how}"),
    "part.at_least": ("at least {points}", "minstens {points}"),
    "part.for_laps": ("{told} ({of_them} for {laps})", "{told} ({of_them} voor {laps})"),
    "part.less_for_laps": ("{told} (minus {of_them} for {laps})", "{told} (min {of_them} voor {laps})"),
    "how.laps": ("with {laps}", "met {laps}"),
    "how.place": ("{place} over the line", "als {place} over de streep"),
    "how.lasted": ("in the race to the end", "tot het eind in de wedstrijd"),
    "how.last_left": ("the last one left", "als laatste over"),
    "how.eliminated": ("eliminated after {laps}", "afgevallen na {laps}"),
    "how.out": ("out after {laps}", "uitgevallen na {laps}"),
}

_STORY: Final[dict[str, tuple[str, str]]] = {
    "story.podium": ("In the result {first}, ahead of {others}", "In de uitslag {first}, voor {others}"),
    "story.podium.alone": ("In the result {first}", "In de uitslag {first}"),
    "story.podium_of.1": ("In the result {rank_1}", "In de uitslag {rank_1}"),
    "story.podium_of.2": ("In the result {rank_1}; {rank_2}", "In de uitslag {rank_1}; {rank_2}"),
    "story.podium_of.3": ("In the result {rank_1}; {rank_2}; {rank_3}", "In de uitslag {rank_1}; {rank_2}; {rank_3}"),
    "story.winner_unknown": (
        "Who won nobody can say, since not every place was recorded",
        "Wie er won, valt niet te zeggen, want niet elke plaats is vastgelegd",
    ),
    "story.podium.by_the_line": (
        "In the result {first}, ahead of {others}, in the order over the line",
        "In de uitslag {first}, voor {others}, op volgorde van aankomst",
    ),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {**_HEADLINES, **_VALUES, **_STORY}
