"""Slots with a lease: the holder extends a slot while alive; an expired slot is nobody's."""

import re
import uuid
from collections.abc import Callable

from server_of_redis import RedisServer, Script

SLOT_LEASE = 2.0
"""How long a slot lasts that nobody renews, in seconds."""

ACQUIRE, RENEW, RELEASE = (Script(name) for name in ("acquire", "renew", "release"))
ID = re.compile(r"[^@]*@(\d{1,6})@(.*)", re.DOTALL)


def text_of(route: str, client: str) -> str:
    """A text that no other pair has: with the length in front, "a" and "b:c" are not "a:b" and "c"."""
    return f"{len(route)}:{route}:{client}"


class Slots:
    def __init__(self, server_of: Callable[[str], RedisServer]):
        self._server_of = server_of
        self._held: set[str] = set()

    async def acquire(self, route: str, client: str, slots: int) -> str | None:
        """The id of a slot, which also says whose it is; None if none is free."""
        slot = f"{uuid.uuid4()}@{len(route)}@{route}{client}"
        if not await self._run(ACQUIRE, slot, slots, int(SLOT_LEASE * 1000)):
            return None
        self._held.add(slot)
        return slot

    async def release(self, slot: str) -> bool:
        # First, so that no renewal begins that could not succeed.
        self._held.discard(slot)
        return False if pair_of(slot) is None else await self._run(RELEASE, slot)

    async def renew(self, server: RedisServer) -> None:
        """Moves the end of all slots on that this process holds at the server.

        All in one exchange: one after the other, many would take longer than a lease.
        """
        slots = [one for one in self._held if self._server_of(pair_of(one)) is server]
        calls = [[key_of(slot), slot, int(SLOT_LEASE * 1000)] for slot in slots]
        for slot, held in zip(slots, await server.run_each(RENEW, calls)):
            if not held:
                self._held.discard(slot)

    async def _run(self, script: Script, slot: str, *arguments) -> bool:
        server = self._server_of(pair_of(slot))
        return await server.run(script, [key_of(slot)], [slot, *arguments]) == 1


def key_of(slot: str) -> str:
    return f"slots:{pair_of(slot)}"


def pair_of(slot: str) -> str | None:
    """Whose slot it is; None if the text is no slot's."""
    parts = ID.fullmatch(slot)
    if not parts or int(parts[1]) > len(parts[2]):
        return None
    length = int(parts[1])
    return text_of(parts[2][:length], parts[2][length:])
