"""One Redis server, which is not waited for longer than a caller can."""

import asyncio
import hashlib
from pathlib import Path

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, NoScriptError, TimeoutError

from errors import Silent

# A little more than SILENCE, so that a slow Redis is not taken for a silent one.
TIMEOUT = 0.6
# As many as there are callers: none waits for another's time-out.
MOST = 64


class Script:
    """A Lua script, asked for by its digest, so that the text travels only to a server that does not have it."""

    def __init__(self, name: str):
        self.text = (Path(__file__).parent / "scripts" / f"{name}.lua").read_text()
        self.digest = hashlib.sha1(self.text.encode()).hexdigest()


class RedisServer:
    def __init__(self, url: str):
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=MOST,
            timeout=TIMEOUT,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            # What was not answered in time may have been done; the client must not send it again.
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
        )
        self._client = Redis(connection_pool=pool)
        self._pool = pool

    async def close(self) -> None:
        await self._pool.disconnect()

    async def get(self, key: str) -> str | None:
        return await self._ask(lambda: self._client.get(key))

    async def set(self, key: str, text: str) -> None:
        await self._ask(lambda: self._client.set(key, text))

    async def run(self, script: Script, keys: list[str], arguments: list) -> int | list[int]:
        async def call():
            try:
                return await self._client.evalsha(script.digest, len(keys), *keys, *arguments)
            except NoScriptError:
                return await self._client.eval(script.text, len(keys), *keys, *arguments)

        return await self._ask(call)

    async def run_each(self, script: Script, calls: list[list]) -> list[int]:
        """Runs a script of one key once for each of these, in one exchange."""

        async def call():
            try:
                return await self._each("EVALSHA", script.digest, calls)
            except NoScriptError:
                return await self._each("EVAL", script.text, calls)

        return await self._ask(call) if calls else []

    async def _each(self, command: str, script: str, calls: list[list]) -> list[int]:
        async with self._client.pipeline(transaction=False) as pipeline:
            for key, *arguments in calls:
                pipeline.execute_command(command, script, 1, key, *arguments)
            return await pipeline.execute()

    async def _ask(self, command):
        try:
            try:
                return await command()
            except ConnectionError as e:
                if isinstance(e, TimeoutError) or isinstance(e.__cause__, asyncio.TimeoutError):
                    raise
                # A connection to a process that has been restarted; the others are as old.
                await self._pool.disconnect(inuse_connections=False)
                return await command()
        except (ConnectionError, TimeoutError, asyncio.TimeoutError, OSError) as e:
            raise Silent(str(e)) from e
