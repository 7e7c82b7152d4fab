"""Sentences about a doubtful race clock, when the clocks of a computer that records a race disagree."""

from __future__ import annotations

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "doubt.asleep": (
        "the computer slept for {time}; that counts: the race clock is at {at}",
        "de computer sliep {time}; dat telt mee: de wedstrijdklok staat op {at}",
    ),
    "doubt.set": (
        "the system clock was set {time} ahead; the race clock runs on as it did",
        "de systeemklok is {time} vooruitgezet; de wedstrijdklok loopt door zoals hij liep",
    ),
    "doubt.set.back": (
        "the system clock was set {time} back; the race clock runs on as it did",
        "de systeemklok is {time} teruggezet; de wedstrijdklok loopt door zoals hij liep",
    ),
    "doubt.stood_still": (
        "massstart stood still for {time}; what was typed meanwhile counts from now: @-{ago} before a line for then",
        "massstart stond {time} stil; wat intussen getypt is telt vanaf nu: @-{ago} voor een regel voor toen",
    ),
    "doubt.off": (
        "the system clock is {time} ahead of the journal; the race clock ran on without it: {at}",
        "de systeemklok loopt {time} voor op het logboek; de wedstrijdklok liep door zonder die: {at}",
    ),
    "doubt.off.back": (
        "the system clock is {time} behind the journal; the race clock ran on without it: {at}",
        "de systeemklok loopt {time} achter op het logboek; de wedstrijdklok liep door zonder die: {at}",
    ),
    "doubt.still_to_come": (
        "the system clock is {time} behind the last event; the race clock went on from that: {at}",
        "de systeemklok loopt {time} achter op het laatste event; de wedstrijdklok ging daar verder: {at}",
    ),
    "doubt.away": (
        "nothing was recorded for {time}; the race clock ran on: {at}",
        "er is {time} niets vastgelegd; de wedstrijdklok liep door: {at}",
    ),
    "doubt.timing_ahead": (
        "the timing is {time} ahead of the race clock: the gun was earlier, or its clock is ahead",
        "de tijdwaarneming loopt {time} voor op de wedstrijdklok: het schot viel eerder, of haar klok loopt voor",
    ),
    "doubt.timing_behind": (
        "the timing is {time} behind the race clock: it comes late, or the gun was later",
        "de tijdwaarneming loopt {time} achter op de wedstrijdklok: ze komt laat, of het schot viel later",
    ),
    "doubt.offered": ("clock now {shift}", "klok nu {shift}"),
}
