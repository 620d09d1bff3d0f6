"""Units of one pair that were fetched in advance: Redis has counted them already."""

import asyncio
import time

from configuration import Limit, Rules
from decisions import Ruling, millis
from errors import Silent


class Stock:
    def __init__(self, rules: Rules, limits: tuple[Limit, ...]):
        self.rules = rules
        self._shelf_life = min(limit.seconds for limit in limits)
        self._lock = asyncio.Lock()
        self._units = 0
        self._use_before = self._denied_until = self._failed_at = self._told_at = time.monotonic()
        self._last: Ruling | None = None
        self._denied: Ruling | None = None
        self._denied_cost = 0

    def is_stale(self, now: float) -> bool:
        return now > self._use_before and now > self._denied_until and not self._lock.locked()

    async def decide(self, cost: int, fetch) -> Ruling:
        """Decides from the stock, or after a fetch; one at a time, since each brings a batch."""
        entered = time.monotonic()
        async with self._lock:
            now = time.monotonic()
            if self._units >= cost and now < self._use_before:
                self._units -= cost
                return self._from_stock(now)
            if self._denied and cost == self._denied_cost and now < self._denied_until:
                known = self._denied
                wait = millis((self._denied_until - now) * 1_000_000)
                aged = known.but(allowed=False, retry_after=wait, reset_after=self._reset_after(known, now))
                return Ruling(aged.decision, known.violated or (known.decision.policy,))
            if self._failed_at > entered:
                raise Silent("Redis was silent for the caller before")
            return await self._fetch(cost, fetch)

    async def _fetch(self, cost: int, fetch) -> Ruling:
        asked = time.monotonic()
        most = max(cost, self.rules.batch)
        self._units = 0
        try:
            taken, ruling, delay = await fetch(cost, most)
        except Silent:
            self._failed_at = time.monotonic()
            raise
        # Not earlier: a client that comes back when a denial ends must be admitted.
        self._told_at = time.monotonic()
        # A limit that gave less than was asked for has no more before it says so.
        self._denied = None if taken >= most else ruling
        self._denied_cost = 1 if taken else cost
        self._denied_until = self._told_at + delay / 1_000_000
        if taken == 0:
            return ruling
        self._units = taken - cost
        self._use_before = asked + self._shelf_life
        self._last = ruling
        return self._from_stock(self._told_at)

    def _from_stock(self, now: float) -> Ruling:
        last = self._last
        return last.but(remaining=last.decision.remaining + self._units, reset_after=self._reset_after(last, now))

    def _reset_after(self, known: Ruling, now: float) -> int:
        """What Redis said, by now."""
        return max(0, known.decision.reset_after - int((now - self._told_at) * 1000))
