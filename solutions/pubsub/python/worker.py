"""Works on one queue: acts, then acknowledges; retries a few times what PostgreSQL refuses."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import aio_pika
from aio_pika import DeliveryMode
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from effects import Effects, Refused, Silent
from uploads import Upload

HEARTBEAT = 4
PREFETCH = 20
ATTEMPTS = 3
RETRY_AFTER_MILLIS = 500
PAUSE = 0.2
CONFIRM = 3


@dataclass(frozen=True)
class QueueNames:
    work: str
    retry: str
    dead: str

    @classmethod
    def of(cls, topic: str, role: str) -> "QueueNames":
        # The client allows only some characters in the names of queues, and RabbitMQ removes line
        # breaks from them. Routing keys may contain any text.
        digest = hashlib.sha256(topic.encode()).hexdigest()
        return cls(*(f"{kind}:{role}:{digest}" for kind in ("work", "retry", "dead")))


class QueueWorker:
    def __init__(self, environment: Mapping[str, str], names: QueueNames, role: str):
        self.url = environment["AMQP_URL"]
        self.names = names
        self.role = role
        self.effects = Effects(environment["DATABASE_URL"])

    async def work(self) -> None:
        """Works until the connection is lost."""
        connection = await aio_pika.connect(self.url, timeout=3, heartbeat=HEARTBEAT)
        try:
            channel = await connection.channel(publisher_confirms=True)
            await channel.set_qos(prefetch_count=PREFETCH)
            queue = await channel.get_queue(self.names.work)
            deliveries: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()
            await queue.consume(deliveries.put)
            while not channel.is_closed:
                try:
                    message = await asyncio.wait_for(deliveries.get(), PAUSE)
                except TimeoutError:
                    continue
                await self._handle(channel, message)
        finally:
            try:
                await asyncio.wait_for(connection.close(), 0.3)
            except Exception:
                pass  # It is lost already.

    async def _handle(self, channel: AbstractChannel, message: AbstractIncomingMessage) -> None:
        try:
            await self._act(channel, Upload.decode(message.body))
        except Refused:
            attempts = message.headers.get("attempts", 0) + 1
            await self._move(
                channel, self.names.retry if attempts < ATTEMPTS else self.names.dead, message.body, attempts
            )
        await message.ack()

    async def _act(self, channel: AbstractChannel, upload: Upload) -> None:
        """Keeps trying while PostgreSQL does not answer, until another worker has the message."""
        while not channel.is_closed:
            try:
                return await self.effects.act(self.role, upload)
            except Silent:
                await asyncio.sleep(PAUSE)
        raise ConnectionError("the channel is closed")

    async def _move(self, channel: AbstractChannel, queue: str, body: bytes, attempts: int) -> None:
        """Returns when RabbitMQ has confirmed the copy: only then may the original go."""
        copy = aio_pika.Message(
            body, delivery_mode=DeliveryMode.PERSISTENT, headers={"attempts": attempts}
        )
        await channel.default_exchange.publish(copy, queue, timeout=CONFIRM)
