"""Tests of the pages in a real Chromium: what they show, their keys, and that they request nothing from elsewhere."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from massstart_tui.cli.serve import VISITORS_SECRET
from massstart_tui.settings import SMALLEST_SCREEN
from tests.streams import event, laps_of_thirty_seconds, make_skaters, make_stream, race_of_sixteen
from tests.tui.races import sample
from tests.web.chromium import PROGRAM, Tab, chromium, tab
from tests.web.serving import Served

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs a Chromium on the PATH: apt-get install chromium")

MARKUP = "Zoë <img src=http://elsewhere.example/x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run one browser for all these tests, with a profile of its own."""
    with chromium(tmp_path_factory.mktemp("profile")) as address:
        yield address


def asked_nobody_else(page: Tab, address: str) -> bool:
    """Return whether all requests went to this server."""
    return bool(page.requests) and {urlsplit(url).netloc for url in page.requests} == {urlsplit(address).netloc}


COLOURS = """
(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,PICTURE";
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const found = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  return new Set(found).size;
})()
"""


async def colours(browser: str, page: Tab) -> int:
    """Return the number of colours in the picture of a page."""
    picture = base64.b64encode(await page.picture()).decode()
    async with tab(browser) as other:
        found = await other.script(COLOURS.replace("PICTURE", picture))
    assert isinstance(found, int)
    return found


@pytest.mark.thorough  # a browser that draws a whole screen; other tests open pages in it
async def test_the_page_shows_the_race_and_its_keys_work(browser: str, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()))
    with Served(path) as served:
        async with tab(browser) as page:
            await page.go(served.address)
            await page.until(lambda: "Berit Vik" in page.text)
            await page.until_script("document.body.matches('.-first-byte') && !!document.querySelector('canvas')")
            assert await colours(browser, page) > 50
            # paused first: on a busy machine a key may come seconds late, and the clock goes on
            await page.press(" ")
            await page.until(lambda: "‖ 1×" in page.text)
            await page.press("s")
            await page.until(lambda: "2:00." in page.text and "enough for everyone" in page.text)
            stands = page.text
            await asyncio.sleep(0.3)
            assert page.text == stands
            await page.press("ArrowRight")
            await page.until(lambda: "2:05." in page.text)
            await page.press("r")
            await page.until(lambda: "Result" in page.text)
            assert asked_nobody_else(page, served.address)
            assert f"{served.address}files/mono.ttf" in page.requests
            assert await page.script("[...document.fonts].every(font => font.status == 'loaded')")
            assert not [told for told in page.complaints if "Content Security Policy" in told]
            await page.press("q")
            await page.until_script("getComputedStyle(document.querySelector('.ended')).display == 'block'")


BUTTONS = "[...document.querySelectorAll('nav button')].map(button => button.innerText)"
BOXES = "[...document.querySelectorAll('nav button')].map(each => each.getBoundingClientRect()).map(box => box.height)"
TERMINAL = "document.querySelector('.xterm-screen').getBoundingClientRect()"
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}


async def tap(page: Tab, label: str) -> None:
    """Touch the button with this text, as a finger does, once it is there."""
    await page.until_script(f"{BUTTONS}.includes({json.dumps(label)})")
    found = f"[...document.querySelectorAll('nav button')].find(each => each.innerText == {json.dumps(label)})"
    await page.script(f"{found}.scrollIntoView({{inline: 'center'}})")
    box = await page.script(
        f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({found}.getBoundingClientRect())"
    )
    await page.tell("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": box[0], "y": box[1]}])
    await page.tell("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


async def test_the_programme_its_races_and_results_are_used_by_touch_on_a_phone(browser: str) -> None:
    with Served("beijing-2022") as served:
        assert "Beijing" in served.said
        async with tab(browser) as page:
            await page.tell("Emulation.setDeviceMetricsOverride", **PHONE)
            await page.tell("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=1)
            await page.go(served.address)
            await tap(page, "enter open")
            await tap(page, "space play/pause")
            await page.until(lambda: "‖ 1×" in page.text)
            assert min(await page.script(BOXES)) >= 44
            (socket,) = (url for url in page.requests if urlsplit(url).path == "/ws")
            assert int(parse_qs(urlsplit(socket).query)["width"][0]) >= SMALLEST_SCREEN[0]
            # all columns fit, and the buttons stand below the terminal
            assert await page.script(f"{TERMINAL}.right <= 390")
            assert await page.script(f"{TERMINAL}.bottom <= document.querySelector('nav').getBoundingClientRect().top")
            assert await page.script("document.documentElement.scrollWidth == 390")
            await tap(page, "s sprint")
            await page.until(lambda: "sprint 1" in page.text)
            await tap(page, "r result")
            await page.until(lambda: "Result" in page.text)
            # what a key does on the screen that is shown now, and back to the one before
            await tap(page, "esc back")
            await page.until_script(f"{BUTTONS}.includes('s sprint')")
            await tap(page, "q leave")
            await page.until_script("getComputedStyle(document.querySelector('.ended')).display == 'block'")
            assert not [told for told in page.complaints if "Content Security Policy" in told]


async def test_no_address_that_is_slipped_in_is_asked_for_anything(browser: str, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen(), title=MARKUP))
    with Served(path) as served:
        for slipped in ("", "?ping=http://127.0.0.1:9/"):
            async with tab(browser) as page:
                await page.go(served.address + slipped)
                await page.until_script("document.readyState == 'complete'")
                if not slipped:
                    await page.until(lambda: "onerror" in page.text)
                else:
                    await page.until(lambda: any("Content Security Policy" in told for told in page.complaints))
                sent = [url for url in page.requests if not page.was_blocked(url)]
                assert {urlsplit(url).netloc for url in sent} == {urlsplit(served.address).netloc}


SHOWN = "[...document.querySelectorAll('#counter, #word, #rows tr, #doubt')].map(found => found.innerText.trim())"


async def test_the_overlay_shows_laps_to_go_and_the_top_five_and_follows_the_file(browser: str, tmp_path: Path) -> None:
    path = tmp_path / "race.jsonl"
    skaters = make_skaters((1, MARKUP, "NED"), *((bib, f"Skater Number{bib}", "NOR") for bib in range(2, 8)))
    begun = [event("start"), *laps_of_thirty_seconds(4), event("sprint", 120_500, lap=4, order=[2, 1, 3])]
    path.write_bytes(make_stream(*begun, skaters=skaters))
    with Served(path, "--overlay", "--lang", "nl") as served:
        async with tab(browser) as page:
            await page.go(served.address)
            await page.until_script("document.querySelectorAll('#rows tr').length == 3")
            assert await page.script(SHOWN) == [
                "12",
                "te gaan",
                "1\t2\tNumber2\tNOR\t3",
                f"2\t1\t{MARKUP.partition(' ')[2]}\tNED\t2",
                "3\t3\tNumber3\tNOR\t1",
                "",
            ]
            assert await page.script("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
            assert await page.script("getComputedStyle(document.documentElement).backgroundColor") == "rgba(0, 0, 0, 0)"
            later = [*laps_of_thirty_seconds(8, 5), event("sprint", 240_500, lap=8, order=[6, 5, 4])]
            lines = [json.dumps({"seq": seq} | fields) for seq, fields in enumerate(later, len(begun) + 1)]
            with path.open("a") as file:
                file.write("\n".join(lines))
                file.flush()
                await page.until_script("document.querySelector('#counter').innerText == '8'")
                file.write("\n")
            await page.until_script("document.querySelectorAll('#rows tr').length == 5")
            assert [row.split("\t")[1] for row in (await page.script(SHOWN))[2:7]] == ["2", "6", "1", "5", "3"]
            assert asked_nobody_else(page, served.address)
            assert not page.complaints
            served.ended_by(signal.SIGTERM)
            await page.until_script("document.querySelector('#race').matches('.lost')")


PARTS = """
[...document.querySelectorAll('main, p, output, span, td')].filter(part => part.offsetWidth && part.textContent)
.map(part => [part.className || part.id, part.getBoundingClientRect(), part.scrollWidth > part.clientWidth + 1])
.map(([name, box, cut]) => [name, box.left, box.top, box.right, box.bottom, cut])
"""
LINES = "['happened', 'counter'].map(id => document.getElementById(id)?.textContent.replaceAll('\\u00a0', ' '))"
GROUPS = "[...document.querySelectorAll('#groups tr')].map(row => [...row.cells].map(cell => cell.textContent))"


def overlap(one: list[float], other: list[float]) -> bool:
    """Return whether two boxes, each left, top, right and bottom in pixels, share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


async def check_the_layout(page: Tab) -> None:
    """Check that everything is within the safe area of a video picture, nothing is cut, and no cell is over another."""
    parts = await page.script(PARTS)
    assert parts
    for name, left, top, right, bottom, _ in parts:
        assert 96 <= left < right <= 1920 - 96, name
        assert 54 <= top < bottom <= 1080 - 54, name
    assert not [name for name, *_, cut in parts if cut and name != "word"]
    texts = [box for name, *box, _ in parts if name not in ("race", "race bell")]
    assert not [(one, other) for one, other in combinations(texts, 2) if overlap(one, other)]


MOMENTS = {
    58: (["◆ sprint 1  10 Jansen 3 · 2 Berg 2 · 7 Gomez 1", "12"], 0),
    89: (["▲ attack  7 Gomez, 3 Cho", "11"], 3),
    128: (["◆ sprint 2  7 Gomez 3 · 3 Cho 2 · 2 Berg 1", "8"], 3),
    158: (["▼ fall  9 Iversen", "7"], 4),
}
"""What has just happened and the laps to go, and the number of groups, after events of the made-up race."""


@pytest.mark.parametrize("layout", ["", "bar"])
async def test_the_overlay_tells_what_just_happened_and_the_groups_while_the_race_goes_on(
    browser: str, tmp_path: Path, layout: str
) -> None:
    path = tmp_path / "race.jsonl"
    lines = sample("made-up-timed-race").read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0])
    with Served(path, "--overlay") as served:
        async with tab(browser) as page:
            await page.tell(
                "Emulation.setDeviceMetricsOverride", width=1920, height=1080, deviceScaleFactor=1, mobile=False
            )
            await page.go(served.address + layout)
            written = 1
            for seq, (told, groups) in MOMENTS.items():
                with path.open("ab") as file:
                    file.writelines(lines[written : seq + 1])
                written = seq + 1
                await page.until_script(f"{LINES}.join() == {json.dumps(','.join(told))}")
                await check_the_layout(page)
                assert len(await page.script(GROUPS)) == groups
            assert (await page.script(GROUPS))[:2] == [
                ["away", "3 Cho  7 Gomez", ""],
                ["bunch", "12 skaters", "+8.3 s"],
            ]
            assert not page.complaints


async def test_a_browser_that_has_the_password_shows_the_overlay_and_its_news(
    browser: str, race: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VISITORS_SECRET, "ice & snow")
    with Served(race, "--overlay", "--password") as served:
        async with tab(browser) as page:
            await page.go(served.address.replace("://", "://obs:ice%20%26%20snow@"))
            await page.until_script("document.querySelectorAll('#rows tr').length == 5")
            assert not page.complaints


@pytest.mark.parametrize("width", [1280, 1920, 2560])
@pytest.mark.parametrize("layout", ["", "bar"])
async def test_in_a_picture_of_another_size_the_overlay_is_as_far_from_the_edges_in_proportion(
    browser: str, race: Path, layout: str, width: int
) -> None:
    height = width * 9 // 16
    with Served(race, "--overlay") as served:
        async with tab(browser) as page:
            await page.tell(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
            )
            await page.go(served.address + layout)
            await page.until_script("document.querySelectorAll('#rows tr').length == 5")
            left, right, top, bottom = await page.script(
                "(box => [box.left, box.right, box.top, box.bottom])"
                "(document.querySelector('main').getBoundingClientRect())"
            )
            assert left == pytest.approx(width / 20, abs=1)
            assert right <= width * 19 / 20 + 1
            edge = height - bottom if layout else top
            assert edge == pytest.approx(height / 20, abs=1)
