"""Limits that gateways share.

Each decision is one script on one Redis server, which looks at all limits of the route and counts in all of them or in none,
by its own clock.
"""

import asyncio
import itertools
import sys
import time
import traceback
import uuid
import zlib

from configuration import Rules, routes_of
from decisions import Ruling, degraded, ruling_of
from errors import Silent, bad_client, bad_cost, unavailable, unknown_route
from server_of_redis import RedisServer, Script
from slots import SLOT_LEASE, Slots, text_of
from stock import Stock

LONGEST_CLIENT = 256
LOOK_EVERY = 0.5
CONFIGURATION = "configuration"
TAKE = Script("take")


class Limiter:
    def __init__(self, urls: list[str]):
        self._servers = [RedisServer(url) for url in urls]
        self._document: str | None = None
        self._routes: dict[str, Rules] | None = None
        self._stocks: dict[str, Stock] = {}
        self._slots = Slots(self._server)
        self._calls = itertools.count()
        self._process = uuid.uuid4()
        self._upkeep: list[asyncio.Task] = []

    async def start(self) -> None:
        try:
            await self._look()
        except Silent:
            pass  # It is looked at again soon.
        self._every(LOOK_EVERY, self._look)
        self._every(SLOT_LEASE, self._forget_stocks)
        for server in self._servers:
            # In parallel, so that a server that is down does not delay the slots of another.
            self._every(SLOT_LEASE / 4, lambda server=server: self._slots.renew(server))

    def _every(self, seconds: float, task) -> None:
        """Does something again and again; one failure is not the last turn."""

        async def turns():
            while True:
                await asyncio.sleep(seconds)
                try:
                    await task()
                except Silent:
                    pass
                except Exception:
                    traceback.print_exc(file=sys.stderr)

        self._upkeep.append(asyncio.create_task(turns()))

    async def close(self) -> None:
        for task in self._upkeep:
            task.cancel()
        await asyncio.gather(*self._upkeep, return_exceptions=True)
        for server in self._servers:
            await server.close()

    async def configure(self, document: str) -> None:
        routes = routes_of(document)
        await available(self._servers[0].set(CONFIGURATION, document))
        self._routes, self._document = routes, document

    async def _look(self) -> None:
        """Looks instead of being told: what is announced while somebody cannot hear is lost."""
        before = self._document
        document = await self._servers[0].get(CONFIGURATION) or '{"routes": {}}'
        # Unless it was changed here in the meantime: what was read may already be replaced.
        if self._document == before and document != before:
            self._routes, self._document = routes_of(document), document

    async def rules(self, route: str) -> Rules:
        if self._routes is None:
            await available(self._look())
        rules = self._routes.get(route)
        if rules is None:
            raise unknown_route(f"no route {route}")
        return rules

    async def decide(self, route: str, client: str, cost: int) -> Ruling:
        check_client(client)
        rules = await self.rules(route)
        limits = rules.limits_of(client)
        most = min(limit.capacity for limit in limits)
        if not 1 <= cost <= most:
            raise bad_cost(f"a cost is 1 to {most} here, not {cost}")
        pair = text_of(route, client)

        async def take(least: int, units: int) -> tuple[int, Ruling, int]:
            return await self._take(pair, limits, least, units)

        try:
            if rules.batch > 1:
                return await self._stock(pair, rules, limits).decide(cost, take)
            return (await take(cost, cost))[1]
        except Silent:
            return degraded(rules, limits)

    async def _take(self, pair: str, limits, cost: int, most: int) -> tuple[int, Ruling, int]:
        keys = [f"limit:{pair}:{limit.name}:{limit.algorithm}" for limit in limits]
        arguments = [cost, most, f"{self._process}:{next(self._calls)}"]
        for limit in limits:
            arguments += [limit.algorithm, limit.amount, limit.seconds * 1_000_000, limit.burst]
        answer = await self._server(pair).run(TAKE, keys, arguments)
        return answer[0], ruling_of(limits, answer), max(answer[2::3])

    def _stock(self, pair: str, rules: Rules, limits) -> Stock:
        stock = self._stocks.get(pair)
        if stock is None or stock.rules is not rules:
            stock = self._stocks[pair] = Stock(rules, limits)
        return stock

    async def _forget_stocks(self) -> None:
        now = time.monotonic()
        self._stocks = {pair: stock for pair, stock in self._stocks.items() if not stock.is_stale(now)}

    def _server(self, pair: str) -> RedisServer:
        """The server that counts for a pair: the same for every gateway."""
        return self._servers[zlib.crc32(pair.encode()) % len(self._servers)]

    async def acquire(self, route: str, client: str) -> str | None:
        check_client(client)
        slots = (await self.rules(route)).slots
        return await available(self._slots.acquire(route, client, slots))

    async def release(self, slot: str) -> bool:
        return await available(self._slots.release(slot))


def check_client(client: str) -> None:
    if not 1 <= len(client) <= LONGEST_CLIENT:
        raise bad_client(f"a client's name has 1 to {LONGEST_CLIENT} characters, not {len(client)}")


async def available(command):
    try:
        return await command
    except Silent as e:
        raise unavailable("Redis does not answer") from e
