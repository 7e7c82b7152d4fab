"""What is still possible at the moment that is shown: worked out in a thread, so that the screen keeps its pace.

A screen asks at each look, and draws what is known. What is not is worked out once the picture of the moment stands;
a newer moment stops it. A thread touches no widget: it posts a message.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from massstart_tui.race.state import RaceState
from massstart_tui.view.scene import Scene

if TYPE_CHECKING:
    from massstart_tui.race.contenders import Uncovered
    from massstart_tui.race.outlook import Chance
    from massstart_tui.race.requirements import Takes
    from massstart_tui.stream.contradicted_lines import Contradicted
    from massstart_tui.stream.log_lines import VerdictChange
    from massstart_tui.stream.timeline import Timeline
    from massstart_tui.stream.verdict_changes import LookedThrough

MOST_KEPT: Final = 64
"""So many answers are kept: a viewer goes back and forth, over few moments."""

TURNS: Final = "turns"
CONTRADICTED: Final = "contradicted"

Stop = Callable[[], bool]
Chances: TypeAlias = "Mapping[int, Chance]"


class OutlookQuestion(NamedTuple):
    """Something to work out: of one ``sort`` only the latest counts; the same ``key`` has the same answer."""

    sort: str
    key: Hashable
    work: Callable[[Stop], Any]


class Outlooks:
    """The answers to what one screen asks about a race."""

    class Known(Message):
        """Something was worked out: look again."""

        def __init__(self, question: OutlookQuestion, answer: object) -> None:
            """The ``answer`` to a ``question``."""
            self.question = question
            self.answer = answer
            super().__init__()

    def __init__(self, screen: Screen[None]) -> None:
        """Work for this ``screen``."""
        self._screen = screen
        self._answers: OrderedDict[tuple[str, Hashable], object] = OrderedDict()
        self._asked: dict[str, OutlookQuestion] = {}
        self._looked_through: dict[Hashable, LookedThrough] = {}
        self._decisive: tuple[RaceState, Hashable] | None = None
        self._contradicted: tuple[tuple[int, int, int], Contradicted] | None = None

    @property
    def at_rest(self) -> bool:
        """Whether all that was asked is answered."""
        return not self._asked

    def chances(self, scene: Scene, *, supposed: bool = False) -> Chances | None:
        """What each skater can still reach, by bib; None until known, empty where there is no outlook.

        ``supposed`` where the scene is that of a what-if, beside the one that is so.
        """
        from massstart_tui.race.contenders import uncovered

        if uncovered(scene.state):
            return {}
        sort = "supposed" if supposed else "chances"
        return cast("Chances | None", self._ask(self._question(sort, scene, (), partial(_chances, scene.state))))

    def takes(self, scene: Scene, bib: int) -> Takes | Uncovered | None:
        """What it takes for one skater, or why that is not worked out; None until known."""
        work = partial(_takes, scene.state, bib)
        return cast("Takes | Uncovered | None", self._ask(self._question("takes", scene, (bib,), work)))

    def turns(self, scene: Scene, timeline: Timeline) -> tuple[VerdictChange, ...]:
        """The turns of ``timeline`` as far as they are known; they are looked for up to the moment of ``scene``.

        That comes last, and goes on to its end: a race that plays would else never get there.
        """
        race = (id(timeline.recording), timeline.changed)
        known = self._looked_through.get(race)
        if (known.position if known else 0) < scene.position and self.at_rest:
            work = partial(_turns, timeline, scene.position, known)
            self._ask(OutlookQuestion(TURNS, race, work))
        return known.turns if known else ()

    def contradicted(self, timeline: Timeline) -> Contradicted:
        """What cannot be true of ``timeline``; as long as that is not known, of the same race as it was before.

        One look goes on to its end: a race that grows all the time would else never be looked through.
        """
        from massstart_tui.stream.contradicted_lines import NOTHING_CONTRARY

        race = (id(timeline.recording), timeline.upto, timeline.changed)
        known = self._contradicted
        if (known is None or known[0] != race) and CONTRADICTED not in self._asked:
            self._ask(OutlookQuestion(CONTRADICTED, race, partial(_contradicted, timeline)))
        if known is None or known[0][0] != race[0] or known[0][1] > race[1]:
            return NOTHING_CONTRARY
        return known[1]

    def keep(self, message: Known) -> None:
        """Keep what was worked out."""
        question = message.question
        if question.sort == TURNS:
            self._looked_through[question.key] = cast("LookedThrough", message.answer)
        elif question.sort == CONTRADICTED:
            race = cast("tuple[int, int, int]", question.key)
            self._contradicted = (race, cast("Contradicted", message.answer))
        else:
            self._answers[question.sort, question.key] = message.answer
        while len(self._answers) > MOST_KEPT:
            self._answers.popitem(last=False)
        if self._asked.get(question.sort) is question:
            del self._asked[question.sort]

    def _question(self, sort: str, scene: Scene, more: tuple[int, ...], work: Callable[[Stop], Any]) -> OutlookQuestion:
        if self._decisive is None or self._decisive[0] is not scene.state:
            from massstart_tui.race.outlook import decisive

            self._decisive = (scene.state, (id(scene.sheet), decisive(scene.state, scene.rows)))
        return OutlookQuestion(sort, (self._decisive[1], *more), work)

    def _ask(self, question: OutlookQuestion) -> object | None:
        """The answer, where it is known; else it is worked out, in the place of an older question of the sort."""
        known = self._answers.get((question.sort, question.key))
        if known is not None:
            self._forget(question.sort)
        elif (under_way := self._asked.get(question.sort)) is None or under_way.key != question.key:
            self._asked[question.sort] = question
            self._screen.call_after_refresh(self._begin, question)
        return known

    def _forget(self, sort: str) -> None:
        """What is asked of this sort is not wanted any more."""
        if self._asked.pop(sort, None) is not None:
            self._screen.workers.cancel_group(self._screen, sort)

    def _begin(self, question: OutlookQuestion) -> None:
        if self._asked.get(question.sort) is question:
            work = partial(self._work, question)
            self._screen.run_worker(work, group=question.sort, thread=True, exclusive=True)

    def _work(self, question: OutlookQuestion) -> None:
        """In the thread."""
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


def _contradicted(timeline: Timeline, _: Stop) -> Contradicted:
    from massstart_tui.stream.contradicted_lines import contradicted

    return contradicted(timeline)


def _turns(timeline: Timeline, upto: int, known: LookedThrough | None, stop: Stop) -> LookedThrough:
    from massstart_tui.stream.verdict_changes import NOTHING_YET, look_through

    return look_through(timeline, upto, stop, known or NOTHING_YET)
