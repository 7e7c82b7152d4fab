"""Tests of the address of a shared race."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massstart_tui.share.address import AddressFlaw, NotAnAddress, parse_address


@pytest.mark.parametrize(
    ("text", "server", "race"),
    [
        ("nats://localhost/final-women", "nats://localhost:4222", "final-women"),
        ("tls://races.example.org:4443/SF_1", "tls://races.example.org:4443", "SF_1"),
        ("nats://[::1]:5000/1", "nats://[::1]:5000", "1"),
    ],
)
def test_an_address_names_a_server_and_a_race(text: str, server: str, race: str) -> None:
    address = parse_address(text)
    assert (address.server, address.race) == (server, race)
    assert str(address) == f"{server}/{race}"


def test_a_secret_in_an_address_is_understood_and_never_shown() -> None:
    address = parse_address("nats://publisher:sk%40tes@localhost/race")
    assert (address.user, address.password) == ("publisher", "sk@tes")
    assert str(address) == "nats://localhost:4222/race"
    assert "tes" not in repr(address)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("race.jsonl", AddressFlaw.SCHEME),
        ("http://localhost/race", AddressFlaw.SCHEME),
        ("nats:///race", AddressFlaw.HOST),
        ("nats://[::1/race", AddressFlaw.HOST),
        ("nats://localhost:port/race", AddressFlaw.PORT),
        ("nats://localhost:65536/race", AddressFlaw.PORT),
        ("nats://localhost", AddressFlaw.RACE),
        ("nats://localhost/a/b", AddressFlaw.RACE),
        ("nats://localhost/a?b=c", AddressFlaw.RACE),
        ("nats://localhost/" + "a" * 101, AddressFlaw.RACE),
    ],
)
def test_what_is_no_address_says_what_is_wrong_with_it(text: str, flaw: AddressFlaw) -> None:
    with pytest.raises(NotAnAddress) as error:
        parse_address(text)
    assert error.value.flaw is flaw


@given(st.text())
def test_no_name_of_a_race_reaches_further_than_its_own_subjects(race: str) -> None:
    try:
        address = parse_address(f"nats://localhost/{race}")
    except NotAnAddress:
        return
    assert not set(address.race) & set(".*> \t\r\n/\\")
    assert address.subject("event").count(".") == 2


@given(st.text())
def test_any_text_is_an_address_or_is_told_not_to_be(text: str) -> None:
    with suppress(NotAnAddress):
        parse_address(text)
