"""Compute what is still possible at the shown moment in threads, so that the screen stays responsive.

A screen asks at each update and draws what is known. What is not known is computed after the moment has been drawn; a
newer moment cancels it. A thread touches no widget: it posts a message.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.state import RaceState
from massstart_tui.text.words import Words
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.contenders import Uncovered
    from massstart_tui.race.outlook import Chance
    from massstart_tui.race.requirements import Takes
    from massstart_tui.stream.contradicted_lines import Contradicted, ContradictionSearch
    from massstart_tui.stream.log_lines import VerdictChange
    from massstart_tui.stream.reading import Recording
    from massstart_tui.stream.timeline import Timeline
    from massstart_tui.stream.verdict_changes import LookedThrough

MOST_KEPT: Final = 64
"""The number of answers in the cache: a viewer goes back and forth over few moments."""
MOST_TIMELINES: Final = 4
"""The number of timelines of which the turns are kept: each correction makes another one."""
AT_THE_LATEST: Final = 0.2
"""Seconds after which a question is computed although the moment at which it was asked has not been drawn."""

TURNS: Final = "turns"
CONTRADICTED: Final = "contradicted"

Stop = Callable[[], bool]
Chances: TypeAlias = "Mapping[int, Chance]"


class OutlookQuestion(NamedTuple):
    """Something to compute.

    Of each ``sort`` only the latest question counts. Questions with the same ``key`` have the same answer. ``work``
    takes a callback that returns whether to stop.
    """

    sort: str
    key: Hashable
    work: Callable[[Stop], Any]


class Outlooks:
    """The answers to the questions of one screen about a race."""

    class Known(Message):
        """Posted when an answer has been computed; the screen then asks again."""

        def __init__(self, question: OutlookQuestion, answer: object) -> None:
            """Store the question and its answer."""
            self.question = question
            self.answer = answer
            super().__init__()

    def __init__(self, screen: Screen[None]) -> None:
        """Compute for this ``screen``."""
        self._screen = screen
        self._answers: OrderedDict[tuple[str, Hashable], object] = OrderedDict()
        self._asked: dict[str, OutlookQuestion] = {}
        self._begun: dict[str, OutlookQuestion] = {}
        self._looked_through: dict[tuple[Recording, int], tuple[Timeline, LookedThrough]] = {}
        self._decisive: tuple[RaceState, Hashable] | None = None
        self._search: ContradictionSearch
        self._contradicted: tuple[tuple[Recording, int, int], Contradicted] | None = None

    @property
    def at_rest(self) -> bool:
        """Whether all questions are answered."""
        return not self._asked

    def chances(self, scene: Scene, *, supposed: bool = False) -> Chances | None:
        """Return what each skater can still reach, by bib; None until it is known, empty if there is no outlook.

        ``supposed`` says that the scene is that of a what-if, which is asked about beside the actual one.
        """
        from massstart_tui.race.contenders import uncovered

        if uncovered(scene.state):
            return {}
        sort = "supposed" if supposed else "chances"
        return cast("Chances | None", self._ask(self._question(sort, scene, (), partial(_chances, scene.state))))

    def takes(self, scene: Scene, bib: int) -> Takes | Uncovered | None:
        """Return what one skater needs, or why that is not computed; None until it is known."""
        work = partial(_takes, scene.state, bib)
        return cast("Takes | Uncovered | None", self._ask(self._question("takes", scene, (bib,), work)))

    def each_takes(self, scene: Scene) -> Mapping[int, Takes] | None:
        """Return what each skater needs, by bib; None until it is known, empty if there is no outlook."""
        from massstart_tui.race.contenders import uncovered

        if uncovered(scene.state):
            return {}
        work = partial(_each_takes, scene.state)
        return cast("Mapping[int, Takes] | None", self._ask(self._question("each_takes", scene, (), work)))

    def turns(self, scene: Scene, timeline: Timeline) -> tuple[VerdictChange, ...]:
        """Return the known changes of verdict in ``timeline``, which are computed up to the moment of ``scene``.

        They are computed after everything else, and not cancelled: otherwise a race that plays would never get there.
        """
        race = (timeline.recording, timeline.changed)
        if race not in self._looked_through:
            self._looked_through[race] = timeline, self._still_true(timeline)
        _, known = self._looked_through[race]
        # Last of all, because the table and the skater's screen wait for the other answers.
        if known.position < scene.position and self.at_rest:
            work = partial(_turns, timeline, scene.position, known)
            self._ask(OutlookQuestion(TURNS, (timeline, race), work))
        return known.turns

    def _still_true(self, timeline: Timeline) -> LookedThrough:
        """Return what is known by another timeline of the same recording and is true of this one as well."""
        from massstart_tui.stream.verdict_changes import NOTHING_YET

        known = NOTHING_YET
        for other, looked in self._looked_through.values():
            if other.recording is timeline.recording:
                known = max(known, looked.up_to(timeline.shared_with(other)), key=lambda each: each.position)
        return known

    def contradicted(self, timeline: Timeline) -> Contradicted:
        """Return the contradictions in ``timeline``; until they are known, the earlier ones of the same race.

        The computation is not cancelled: otherwise a race that grows all the time would never be checked.
        """
        from massstart_tui.stream.contradicted_lines import NOTHING_CONTRARY, ContradictionSearch

        race = (timeline.recording, timeline.upto, timeline.changed)
        known = self._contradicted
        if (known is None or known[0] != race) and CONTRADICTED not in self._asked:
            if known is None or known[0][0] is not timeline.recording:
                self._search = ContradictionSearch()
            self._ask(OutlookQuestion(CONTRADICTED, race, partial(_contradicted, self._search, timeline)))
        if known is None or known[0][0] is not timeline.recording or known[0][1] > timeline.upto:
            return NOTHING_CONTRARY
        return known[1]

    def keep(self, message: Known) -> None:
        """Store an answer."""
        question = message.question
        if question.sort == TURNS:
            timeline, race = cast("tuple[Timeline, tuple[Recording, int]]", question.key)
            others = [known for known in self._looked_through.items() if known[0][0] is race[0] and known[0] != race]
            self._looked_through = dict(others[1 - MOST_TIMELINES :])
            self._looked_through[race] = timeline, cast("LookedThrough", message.answer)
        elif question.sort == CONTRADICTED:
            key = cast("tuple[Recording, int, int]", question.key)
            self._contradicted = (key, cast("Contradicted", message.answer))
        else:
            self._answers[question.sort, question.key] = message.answer
        while len(self._answers) > MOST_KEPT:
            self._answers.popitem(last=False)
        if self._asked.get(question.sort) is question:
            del self._asked[question.sort]

    def _question(self, sort: str, scene: Scene, more: tuple[int, ...], work: Callable[[Stop], Any]) -> OutlookQuestion:
        if self._decisive is None or self._decisive[0] is not scene.state:
            from massstart_tui.race.outlook import decisive

            self._decisive = (scene.state, (scene.sheet, decisive(scene.state, scene.rows)))
        return OutlookQuestion(sort, (self._decisive[1], *more), work)

    def _ask(self, question: OutlookQuestion) -> object | None:
        """Return the answer if it is known; otherwise compute it, instead of an older question of its sort."""
        known = self._answers.get((question.sort, question.key))
        if known is not None:
            self._forget(question.sort)
        elif (under_way := self._asked.get(question.sort)) is None or under_way.key != question.key:
            self._asked[question.sort] = question
            # The moment is drawn first, so that computing never delays a picture. Textual leaves that to the screen
            # that is shown by then, and forgets it if that one is left at once; so it begins soon in any case.
            self._screen.call_after_refresh(self._begin, question)
            self._screen.set_timer(AT_THE_LATEST, partial(self._begin, question))
        return known

    def _forget(self, sort: str) -> None:
        """Cancel the question of this sort."""
        if self._asked.pop(sort, None) is not None:
            self._screen.workers.cancel_group(self._screen, sort)

    def _begin(self, question: OutlookQuestion) -> None:
        if self._asked.get(question.sort) is question and self._begun.get(question.sort) is not question:
            self._begun[question.sort] = question
            # Without a description Textual writes one, with the whole state of the race.
            work = partial(self._work, question)
            self._screen.run_worker(work, group=question.sort, description=question.sort, thread=True, exclusive=True)

    def _work(self, question: OutlookQuestion) -> None:
        """Compute the answer; runs in the thread."""
        from massstart_tui.race.covering import Stopped

        worker = get_current_worker()
        try:
            answer = question.work(lambda: worker.is_cancelled)
        except Stopped:
            return
        self._screen.post_message(self.Known(question, answer))


def _chances(state: RaceState, stop: Stop) -> Chances:
    from massstart_tui.race.contenders import NoOutlook
    from massstart_tui.race.outlook import outlook

    try:
        return {chance.bib: chance for chance in outlook(state, stop)}
    except NoOutlook:
        return {}


def _takes(state: RaceState, bib: int, stop: Stop) -> Takes | Uncovered:
    from massstart_tui.race.contenders import NoOutlook
    from massstart_tui.race.requirements import what_it_takes

    try:
        return what_it_takes(state, bib, stop)
    except NoOutlook as error:
        return error.reason


def _each_takes(state: RaceState, stop: Stop) -> Mapping[int, Takes]:
    from massstart_tui.race.contenders import NoOutlook
    from massstart_tui.race.requirements import what_each_takes

    try:
        return {takes.chance.bib: takes for takes in what_each_takes(state, stop)}
    except NoOutlook:
        return {}


def _contradicted(search: ContradictionSearch, timeline: Timeline, _: Stop) -> Contradicted:
    return search.contradicted(timeline)


def _turns(timeline: Timeline, upto: int, known: LookedThrough, stop: Stop) -> LookedThrough:
    from massstart_tui.stream.verdict_changes import look_through

    return look_through(timeline, upto, stop, known)


def needs_told(outlooks: Outlooks, scene: Scene, bib: int, words: Words) -> str:
    """Return what a skater needs, or why that is not computed at this moment.

    It is empty until it is known, once nothing can change any more, and in a race that never has an outlook.
    """
    from massstart_tui.race.contenders import Uncovered, uncovered
    from massstart_tui.report.outlook_page import no_outlook_sentence
    from massstart_tui.report.requirement_phrases import takes_sentence

    if not scene.state.under_way:
        return ""
    takes = uncovered(scene.state) or outlooks.takes(scene, bib)
    if takes in (Uncovered.ELIMINATIONS, Uncovered.RANKING):
        return ""
    if isinstance(takes, Uncovered):
        return no_outlook_sentence(takes, words)
    return "" if takes is None else takes_sentence(takes, words)
