"""Tasks that run for as long as their server does."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

PAUSE = 0.2


class Tasks:
    def __init__(self):
        self.running: set[asyncio.Task] = set()
        self.begun: set[str] = set()

    def begin(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Does it again and again, unless that has begun before. Nobody would start a worker again
        that has ended over an error."""
        if name in self.begun:
            return
        self.begun.add(name)

        async def repeated() -> None:
            while True:
                try:
                    await work()
                except Exception as error:
                    print(f"{work}: {error!r}", file=sys.stderr)
                    await asyncio.sleep(PAUSE)

        self.running.add(asyncio.create_task(repeated()))

    async def close(self) -> None:
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
