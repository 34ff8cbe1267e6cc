"""What befalls a learner in the middle of a question, or while handing in, and how they go on."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from playwright.sync_api import Page

from tests.faults.learner import ELSEWHERE, GotNowhereError, Learner, arrive, patiently
from tests.faults.web import Server, steadily
from tests.faults.wire import Harm


@dataclass(frozen=True)
class Scene:
    """A learner, the server they all share, and the question they are at."""

    learner: Learner
    server: Server
    number: int = 0

    def answer(self) -> object:
        """Return an answer by chance to this question."""
        return self.learner.some_answer(self.number)


def server_killed(scene: Scene) -> None:
    """The server loses its power while the answer is on its way, and is started again."""
    learner = scene.learner
    if learner.chance.random() < 0.5:
        learner.wire.harm_next(Harm.LATE, 0.05)
    learner.give(scene.number, scene.answer(), harm=scene.server.kill_and_start)


def connections_ended(scene: Scene) -> None:
    """PostgreSQL ends every connection of the server."""
    scene.learner.give(scene.number, scene.answer(), harm=scene.server.end_connections)


def database_crashed(scene: Scene) -> None:
    """A process of PostgreSQL is killed, so all of it ends and recovers."""
    scene.learner.give(scene.number, scene.answer(), harm=scene.server.crash_database)


def request_lost(scene: Scene) -> None:
    """What is sent never reaches the server."""
    wire = scene.learner.wire
    scene.learner.give(scene.number, scene.answer(), harm=lambda: wire.harm_next(Harm.REQUEST_LOST))


def answer_lost(scene: Scene) -> None:
    """The server has saved it, and the browser never hears of it."""
    wire = scene.learner.wire
    scene.learner.give(scene.number, scene.answer(), harm=lambda: wire.harm_next(Harm.ANSWER_LOST))


def network_cut(scene: Scene) -> None:
    """Nothing passes for a while."""
    learner = scene.learner

    def cut() -> None:
        learner.wire.is_down = True

    learner.give(scene.number, scene.answer(), harm=cut, heal=learner.wire.heal)


def offline(scene: Scene) -> None:
    """The browser itself has no network for a while."""
    context = scene.learner.context
    learner = scene.learner
    learner.give(
        scene.number,
        scene.answer(),
        harm=lambda: context.set_offline(True),
        heal=lambda: context.set_offline(False),
    )


def late(scene: Scene) -> None:
    """What was sent first arrives after what was sent, and acknowledged, next; mostly from one and the same page."""
    learner, number = scene.learner, scene.number
    page, before, first = learner.open(number), len(learner.ledger.entries), scene.answer()
    learner.wire.harm_next(Harm.LATE, learner.chance.choice([0.5, 1.0, 2.0]))
    learner.fill(page, number, first)
    if learner.javascript:
        learner.wait_until_sent(number, first, before)
    else:
        patiently(lambda: page.locator("main form .form__actions button").first.click(no_wait_after=True, timeout=500))
        learner.wire.wait_until_harmed()
        learner.begin_anew()
    learner.give(number, scene.answer(), stay=learner.chance.random() < 0.7, by_hand=True)
    learner.wire.wait_until_idle()


def slow(scene: Scene) -> None:
    """The answer of the server takes its time, and the learner presses again."""
    wire = scene.learner.wire
    scene.learner.give(scene.number, scene.answer(), harm=lambda: wire.harm_next(Harm.SLOW, 0.5), twice=True)


def pressed_twice(scene: Scene) -> None:
    """The button is pressed twice."""
    scene.learner.give(scene.number, scene.answer(), twice=True)


def loaded_again(scene: Scene) -> None:
    """The page is loaded again with an answer on it that nobody has sent."""
    learner = scene.learner
    page = learner.open(scene.number)
    learner.fill(page, scene.number, scene.answer())
    patiently(page.reload)
    learner.give(scene.number, scene.answer(), stay=True)


def back(scene: Scene) -> None:
    """The learner goes back after saving and answers otherwise."""
    learner = scene.learner
    learner.give(scene.number, scene.answer())
    patiently(lambda: learner.page.go_back(wait_until="domcontentloaded"))
    learner.give(scene.number, scene.answer(), stay=True)


def session_ended(scene: Scene) -> None:
    """The session is gone when the answer is sent; the learner signs in, finds it, and saves it."""
    learner = scene.learner

    def end() -> None:
        cookies = [cookie for cookie in learner.context.cookies() if cookie.get("name") == "sessionid"]
        gone = Session.objects.filter(pk__in=[cookie.get("value") for cookie in cookies])
        steadily(gone.delete)
        scene.server.forget_cache()
        if learner.chance.random() < 0.5:
            learner.context.clear_cookies()
        learner.expects_it_kept = True

    learner.give(scene.number, scene.answer(), harm=end)
    learner.expects_it_kept = False


def two_tabs(scene: Scene) -> None:
    """The question stands open twice; the second answer takes the place of the first only when the learner says so."""
    learner, number = scene.learner, scene.number
    first, second = learner.page, learner.context.new_page()
    for page in (first, second):
        learner.open(number, page)
    learner.give(number, scene.answer(), page=first, stay=True)
    other = learner.some_answer(number)
    learner.fill(second, number, other)
    learner.press(second)
    _choose(scene, second, other)
    patiently(second.close)


def _choose(scene: Scene, page: Page, other: object) -> None:
    learner, key = scene.learner, scene.learner.item(scene.number).key
    if learner.ledger.acknowledged(key) == other:
        learner.complaints.append(f"{page.url}: an answer took the place of one that its page had not shown.")
        return
    if not learner.is_at(page, scene.number):  # something else broke meanwhile
        learner.give(scene.number, other, page=page)
        return
    if not page.locator(ELSEWHERE).count():
        raise GotNowhereError(f"No choice is offered at {page.url}: {page.locator('main').inner_text()[:600]}")
    if learner.chance.random() < 0.5:
        arrive(page, page.locator(f"{ELSEWHERE} a").click)
    else:
        learner.give(scene.number, other, page=page, stay=True)


Blow = Callable[[Scene], None]
BLOWS: tuple[Blow, ...] = (
    server_killed,
    two_tabs,
    answer_lost,
    session_ended,
    late,
    connections_ended,
    offline,
    pressed_twice,
    request_lost,
    back,
    database_crashed,
    network_cut,
    loaded_again,
    slow,
)


# While handing in


def nothing(scene: Scene) -> None:
    """Nothing happens but a press on the button."""


def hand_in_unheard(scene: Scene) -> None:
    """The attempt is handed in, and the browser never hears of it."""
    scene.learner.wire.harm_next(Harm.ANSWER_LOST)


def hand_in_lost(scene: Scene) -> None:
    """The press never reaches the server."""
    scene.learner.wire.harm_next(Harm.REQUEST_LOST)


def hand_in_late(scene: Scene) -> None:
    """The first press arrives after the second."""
    scene.learner.wire.harm_next(Harm.LATE, 0.4)


def signed_out(scene: Scene) -> None:
    """The session ends before the press."""
    scene.learner.context.clear_cookies()


def killed(scene: Scene) -> None:
    """The server loses its power at the press."""
    scene.learner.wire.harm_next(Harm.LATE, 0.03)
    scene.server.kill_and_start()


def disconnected(scene: Scene) -> None:
    """PostgreSQL ends every connection of the server before the press."""
    scene.server.end_connections()


ENDINGS: tuple[Blow, ...] = (nothing, hand_in_unheard, hand_in_lost, hand_in_late, disconnected, signed_out, killed)
