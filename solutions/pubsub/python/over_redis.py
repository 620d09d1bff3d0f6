"""The part that uses Redis: broadcasts, which it forgets, and a stream, which it keeps."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlparse

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError

from effects import Effects
from tasks import Tasks
from uploads import Unavailable, Upload

STREAM = "uploads"
FIELD = b"upload"
CLAIM_AFTER_MILLIS = 1_000
PAGE = 100
BLOCK_MILLIS = 200
TIMEOUT = 3
QUIET = 1
PATIENCE = 5


class OverRedis:
    def __init__(self, environment: Mapping[str, str], tasks: Tasks):
        self.environment = environment
        self.tasks = tasks
        self.all_heard: list[Upload] = []
        self.subscribed: asyncio.Event | None = None
        url = environment.get("REDIS_URL", "redis://none")
        # A command that is resent after a timeout could be executed twice.
        self.redis = redis.asyncio.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=Retry(NoBackoff(), 0)
        )
        # Channels do not belong to a database, so their names must include its number.
        self.channel = "uploads:" + urlparse(url).path.strip("/")

    async def broadcast(self, upload: dict) -> int:
        return await asked(self.redis.publish(self.channel, Upload.checked(upload).encode()))

    async def listen(self) -> None:
        if self.subscribed is None:
            self.subscribed = asyncio.Event()
            self.tasks.begin("listener", self._hear)
        # Set only while a subscription lasts.
        try:
            await asyncio.wait_for(self.subscribed.wait(), PATIENCE)
        except TimeoutError as error:
            raise Unavailable("Redis does not answer") from error

    async def _hear(self) -> None:
        try:
            async with self.redis.pubsub() as pubsub:
                await pubsub.subscribe(self.channel)
                while True:
                    message = await pubsub.get_message(timeout=QUIET)
                    if message is None:
                        # Redis answers a ping immediately if it is up.
                        await pubsub.ping()
                        message = await pubsub.get_message(timeout=QUIET)
                    if message is None:
                        raise Unavailable("Redis is silent")
                    if message["type"] == "subscribe":
                        self.subscribed.set()
                    elif message["type"] == "message":
                        self.all_heard.append(Upload.decode(message["data"]))
        finally:
            self.subscribed.clear()

    async def heard(self) -> list[dict]:
        return [vars(upload) for upload in self.all_heard]

    async def append(self, upload: dict) -> None:
        await asked(self.redis.xadd(STREAM, {FIELD: Upload.checked(upload).encode()}))

    async def work_on_stream(self, role: str) -> None:
        self.tasks.begin(f"stream {role}", StreamWorker(self.redis, role, self.environment).work)

    async def close(self) -> None:
        await self.redis.aclose()


class StreamWorker:
    """A member of its role's group. What it has not acknowledged stays pending, and is claimed."""

    def __init__(self, client: redis.asyncio.Redis, role: str, environment: Mapping[str, str]):
        self.redis = client
        self.role = role
        self.name = "server " + environment["SUBJECT_ID"]
        self.effects = Effects(environment["DATABASE_URL"])

    async def work(self) -> None:
        try:
            await self.redis.xgroup_create(STREAM, self.role, id="0", mkstream=True)
        except ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise
        while True:
            await self._claim()
            streams = await self.redis.xreadgroup(
                self.role, self.name, {STREAM: ">"}, count=PAGE, block=BLOCK_MILLIS
            )
            for _, entries in streams:
                await self._handle(entries)

    async def _claim(self) -> None:
        cursor = b"0-0"
        while True:
            cursor, entries, *_ = await self.redis.xautoclaim(
                STREAM, self.role, self.name, CLAIM_AFTER_MILLIS, cursor, count=PAGE
            )
            await self._handle(entries)
            if cursor == b"0-0":
                return

    async def _handle(self, entries: list) -> None:
        for entry, fields in entries:
            # Before Redis 7, an entry that was deleted while it was pending is claimed as nothing.
            if fields:
                await self.effects.act(self.role, Upload.decode(fields[FIELD]))
                await self.redis.xack(STREAM, self.role, entry)


async def asked(question):
    try:
        return await question
    except RedisError as error:
        raise Unavailable(f"Redis does not answer: {error}") from error
