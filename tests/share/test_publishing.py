"""Tests of publishing a race: followers receive it byte for byte, and some races are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from massstart_tui.share.address import Address
from massstart_tui.share.shared_stream import Link, SharingTrouble
from tests.share.sharing import Follows, Publishing, results
from tests.streams import event, make_header, make_line, make_stream, race_of_sixteen

RACE = race_of_sixteen(event("fall", 100_000, bibs=[3]), event("rejoin", 130_000, bibs=[3]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "race.jsonl"


def append(path: Path, *lines: bytes) -> None:
    with path.open("ab") as file:
        file.writelines(lines)


def test_a_late_follower_gets_the_race_from_its_start_and_then_live_with_the_same_result_to_the_byte(
    path: Path, address: Address
) -> None:
    header, *events = make_stream(*RACE).splitlines(keepends=True)
    half = len(events) // 2
    append(path, header, *events[:half])
    with Publishing(path, address) as publishing:
        publishing.shared(half)
        with Follows(address) as late:
            late.lines(half + 1)
            append(path, *events[half:])
            late.lines(len(events) + 1)
            late.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
            assert late.content() == path.read_bytes()
            assert results(late.content()) == results(path.read_bytes())


def test_a_file_that_is_not_there_yet_and_a_line_that_is_not_whole_are_waited_for(path: Path, address: Address) -> None:
    line = make_line({"seq": 1, "t": 0, "type": "start"})
    with Publishing(path, address) as publishing, Follows(address) as follows:
        publishing.shared(0)
        append(path, make_header())
        follows.lines(1)
        append(path, line[:10])
        append(path, line[10:])
        assert follows.lines(2)[1].data + b"\n" == line


def test_only_what_is_confirmed_is_shared(path: Path, address: Address) -> None:
    append(path, make_stream(*RACE))
    with Publishing(path, address, confirmed=3) as publishing, Follows(address) as follows:
        publishing.shared(3)
        publishing.publisher.confirm(5)
        publishing.shared(5)
        assert len(follows.lines(6)) == 6


def test_a_header_that_is_replaced_before_the_gun_comes_again_and_the_last_one_counts(
    path: Path, address: Address
) -> None:
    append(path, make_header())
    with Publishing(path, address) as publishing, Follows(address) as follows:
        follows.lines(1)
        beside = path.with_suffix(".new")
        beside.write_bytes(make_header(title="Another title"))
        beside.replace(path)
        follows.lines(2)
        append(path, make_line({"seq": 1, "t": 0, "type": "start"}))
        follows.lines(3)
        publishing.shared(1)
        assert follows.content() == path.read_bytes()


def test_a_second_publisher_is_refused_and_told_who_the_first_is(path: Path, address: Address) -> None:
    append(path, make_stream(*RACE))
    with Publishing(path, address) as first:
        first.shared(len(RACE))
        with Publishing(path, address) as second:
            refused = second.refused()
        assert refused.trouble is SharingTrouble.HELD
        assert refused.holder is not None
        append(path, make_line({"seq": len(RACE) + 1, "t": 0, "type": "note", "text": "still the first"}))
        first.shared(len(RACE) + 1)


def test_of_two_publishers_in_the_same_instant_one_is_refused(path: Path, address: Address) -> None:
    append(path, make_stream(*RACE))
    with Publishing(path, address) as one, Publishing(path, address) as other:
        both = (one, other)
        for publishing in both:
            publishing.told.wait_for(
                lambda told: any(s.link is Link.REFUSED or s.shared == len(RACE) for s in told),
            )
        assert sorted(publishing.publisher.sharing.link for publishing in both) == [Link.CONNECTED, Link.REFUSED]


def test_the_same_publisher_goes_on_after_it_ended_and_sends_nothing_twice(path: Path, address: Address) -> None:
    header, *events = make_stream(*RACE).splitlines(keepends=True)
    append(path, header, *events[:7])
    with Publishing(path, address) as before:
        before.shared(7)
    append(path, *events[7:])
    with Publishing(path, address) as after, Follows(address) as follows:
        after.shared(len(events))
        follows.lines(len(events) + 1)
        follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
        assert follows.content() == path.read_bytes()


@pytest.mark.parametrize(
    ("there", "here", "trouble"),
    [
        (make_stream(*RACE), make_stream(*RACE, id="another"), SharingTrouble.OTHER_RACE),
        (make_stream(*RACE), make_stream(event("start"), *RACE), SharingTrouble.OTHER_HISTORY),
        (make_stream(*RACE), make_stream(*RACE[:-1]), SharingTrouble.AHEAD),
        (make_stream(*RACE), make_stream(id="another"), SharingTrouble.OTHER_RACE),
        (make_stream(), make_stream(id="another"), SharingTrouble.OTHER_RACE),
        (b"", b"no race\n", SharingTrouble.NOT_A_STREAM),
    ],
)
def test_a_file_that_does_not_go_on_where_the_server_is_changes_nothing_there(
    there: bytes, here: bytes, trouble: SharingTrouble, path: Path, address: Address
) -> None:
    append(path, there)
    with Publishing(path, address) as before:
        before.shared(max(0, there.count(b"\n") - 1))
    path.write_bytes(here)
    with Publishing(path, address) as publishing:
        assert publishing.refused().trouble is trouble
    if there:
        with Follows(address) as follows:
            follows.lines(there.count(b"\n"))
            follows.told.last(lambda stands: stands.link is Link.CONNECTED and not stands.behind)
            assert follows.content() == there


def test_a_file_that_is_changed_behind_the_publisher_is_refused(path: Path, address: Address) -> None:
    append(path, make_stream(*RACE))
    with Publishing(path, address) as publishing:
        publishing.shared(len(RACE))
        beside = path.with_suffix(".new")
        beside.write_bytes(make_stream(event("start"), *RACE))
        beside.replace(path)
        assert publishing.refused().trouble is SharingTrouble.OTHER_HISTORY
