"""A server and a leaf node beside it, with the configurations from ``share``, and the wire between them."""

from __future__ import annotations

from pathlib import Path

from tests.share.natsserver import CONFIGURATIONS, NatsServer, free_port
from tests.share.wire import Wire

LOGIN = "authorization { user: leaf, password: lets-in, account: LEAVES }"


class Rink:
    """The publisher's server, a leaf node, and the wire between them."""

    def __init__(self, folder: Path) -> None:
        """Start both servers."""
        port = free_port()
        # What a configuration includes is looked for beside it.
        for name in ("nats-server.conf", "nats-server-users.conf"):
            (folder / name).write_bytes((CONFIGURATIONS / name).read_bytes())
        # Otherwise the leaf node would come back by the hub's own address, and not over the wire.
        listening = f'leafnodes {{ listen: "127.0.0.1:{port}", no_advertise: true, {LOGIN} }}'
        (folder / "hub.conf").write_text(f'include "nats-server-users.conf"\n{listening}\n', encoding="utf-8")
        self.hub = NatsServer(folder, folder / "hub.conf")
        self.wire = Wire(port)
        self.leaf = NatsServer(folder, "leaf.conf", HUB=f"nats-leaf://leaf:lets-in@127.0.0.1:{self.wire.port}")

    def close(self) -> None:
        """End both servers."""
        self.leaf.kill()
        self.hub.kill()
        self.wire.close()
