"""Tests of a credentials file for a server that knows its users through an operator's signatures."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Final

import pytest

from massstart_tui.share.publisher import Publisher
from massstart_tui.share.shared_stream import Access, Link, Sharing, SharingTrouble
from tests.share.natsserver import NatsServer
from tests.share.sharing import BRIEF, Told
from tests.share.test_publishing import append
from tests.streams import make_stream

nkeys = pytest.importorskip("nkeys", reason="it comes with the extra share")

OPERATOR, ACCOUNT, USER, SYSTEM = range(4)
NO_LIMIT: Final = -1


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def pair(kind: int) -> Any:
    """Return a fictitious key pair, always the same."""
    account = nkeys.PREFIX_BYTE_ACCOUNT
    prefixes = (nkeys.PREFIX_BYTE_OPERATOR, account, nkeys.PREFIX_BYTE_USER, account)
    return nkeys.from_seed(bytearray(nkeys.encode_seed(bytes([kind] * 32), prefixes[kind])))


def signed(name: str, subject: int, by: int, nats: dict[str, object]) -> str:
    """Return the token by which one key vouches for another."""
    issuer = pair(by)
    fields = {"jti": name, "iat": 0, "iss": issuer.public_key.decode(), "name": name}
    claims = fields | {"sub": pair(subject).public_key.decode(), "nats": nats | {"version": 2}}
    head = part(json.dumps({"typ": "JWT", "alg": "ed25519-nkey"}).encode())
    text = f"{head}.{part(json.dumps(claims).encode())}"
    return f"{text}.{part(issuer.sign(text.encode()))}"


def configuration() -> str:
    """Return the configuration of a server that trusts the operator and knows two of its accounts, one of which stores
    races.
    """
    names = ("subs", "data", "payload", "imports", "exports", "conn", "leaf")
    limits = dict.fromkeys(names, NO_LIMIT) | {"wildcards": True}
    kept = dict.fromkeys(("mem_storage", "disk_storage", "streams", "consumer"), NO_LIMIT)
    accounts = {
        pair(kind).public_key.decode(): signed("account", kind, OPERATOR, {"type": "account", "limits": limits | more})
        for kind, more in ((ACCOUNT, kept), (SYSTEM, {}))
    }
    known = "\n".join(f"{key}: {account}" for key, account in accounts.items())
    return f"""
        jetstream {{ store_dir: "races", sync_interval: always }}
        operator: {signed("operator", OPERATOR, OPERATOR, {"type": "operator"})}
        system_account: {pair(SYSTEM).public_key.decode()}
        resolver: MEMORY
        resolver_preload {{
            {known}
        }}
    """


def credentials(by: int) -> str:
    """Return a credentials file as the server's own tools write it."""
    limits = dict.fromkeys(("subs", "data", "payload"), NO_LIMIT)
    token = signed("publisher", USER, by, {"type": "user", "pub": {}, "sub": {}, **limits})
    seed = pair(USER).seed.decode()
    return (
        f"-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n"
    )


@pytest.mark.parametrize(("by", "link"), [(ACCOUNT, Link.CONNECTED), (USER, Link.REFUSED)])
def test_credentials_let_in_whom_the_account_has_signed_for(by: int, link: Link, tmp_path: Path) -> None:
    (tmp_path / "server.conf").write_text(configuration(), encoding="utf-8")
    (tmp_path / "user.creds").write_text(credentials(by), encoding="utf-8")
    append(tmp_path / "race.jsonl", make_stream())
    server = NatsServer(tmp_path, tmp_path / "server.conf")
    told: Told[Sharing] = Told()
    publisher = Publisher(tmp_path / "race.jsonl", Access(server.address("race"), tmp_path / "user.creds", BRIEF), told)
    try:
        sharing = told.last(lambda s: s.link is link)
        assert (sharing.trouble is None) == (link is Link.CONNECTED)
        assert sharing.trouble in (None, SharingTrouble.NOT_LET_IN)
    finally:
        publisher.close(0)
        server.kill()
