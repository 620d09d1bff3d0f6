"""The part that uses RabbitMQ."""

import asyncio
from collections.abc import Mapping

import aio_pika
from aio_pika import DeliveryMode, ExchangeType
from aio_pika.abc import AbstractChannel
from aio_pika.exceptions import AMQPError, ChannelNotFoundEntity, ChannelPreconditionFailed
from aio_pika.exceptions import DeliveryError, PublishError

from tasks import Tasks
from uploads import DeclaredOtherwise, OutOfBounds, Unavailable, Upload, check_number, check_topic
from worker import HEARTBEAT, RETRY_AFTER_MILLIS, QueueNames, QueueWorker

EXCHANGE = "uploads"
MOST_MESSAGES = 10_000
MOST_PULLED = 1_000
PATIENCE = 5


class OverRabbit:
    def __init__(self, environment: Mapping[str, str], tasks: Tasks):
        self.environment = environment
        self.tasks = tasks
        self.connection = None
        self.publishing: AbstractChannel | None = None
        self.connecting = asyncio.Lock()

    async def _connected(self):
        async with self.connecting:
            if self.connection is None or self.connection.is_closed:
                self.connection = await aio_pika.connect(
                    self.environment["AMQP_URL"], timeout=3, heartbeat=HEARTBEAT
                )
            return self.connection

    async def _ask(self, question):
        """Runs an operation on a new channel: an error closes the channel on which it occurs."""
        try:
            async with asyncio.timeout(PATIENCE):
                connection = await self._connected()
                async with connection.channel() as channel:
                    return await question(channel)
        except ChannelPreconditionFailed as error:
            raise DeclaredOtherwise(str(error)) from error
        except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
            self._abandon()
            raise Unavailable(f"RabbitMQ does not answer: {error!r}") from error

    async def subscribe(self, topic: str, role: str) -> None:
        check_topic(topic)
        names = QueueNames.of(topic, role)

        async def declare(channel: AbstractChannel) -> None:
            exchange = await channel.declare_exchange(EXCHANGE, ExchangeType.DIRECT, durable=True)
            queue = await channel.declare_queue(names.work, durable=True)
            # What waits for its next attempt expires there, and goes back.
            await channel.declare_queue(
                names.retry,
                durable=True,
                arguments={
                    "x-message-ttl": RETRY_AFTER_MILLIS,
                    "x-dead-letter-exchange": "",
                    "x-dead-letter-routing-key": names.work,
                },
            )
            await channel.declare_queue(names.dead, durable=True)
            await queue.bind(exchange, topic)

        await self._ask(declare)

    async def publish(self, messages: list[dict]) -> list[str]:
        if len(messages) > MOST_MESSAGES:
            raise OutOfBounds(f"{len(messages)} messages; at most {MOST_MESSAGES}")
        for message in messages:
            check_topic(message["topic"])
        uploads = [Upload.checked(message["upload"]) for message in messages]
        if not messages:
            return []
        deadline = asyncio.get_running_loop().time() + PATIENCE
        try:
            async with asyncio.timeout_at(deadline):
                channel = await self._publisher()
                exchange = await channel.get_exchange(EXCHANGE, ensure=False)
        except (AMQPError, OSError, TimeoutError, RuntimeError):
            self._abandon()
            return ["UNKNOWN"] * len(messages)

        async def publish_one(topic: str, upload: Upload) -> str:
            try:
                body = aio_pika.Message(upload.encode(), delivery_mode=DeliveryMode.PERSISTENT)
                await exchange.publish(body, topic, mandatory=True)
                return "STORED"
            except PublishError:
                return "UNROUTABLE"
            except (DeliveryError, AMQPError, OSError, RuntimeError):
                return "UNKNOWN"

        # Tasks begin and write in this order; their confirms arrive in any order.
        sent = [
            asyncio.create_task(publish_one(message["topic"], upload))
            for message, upload in zip(messages, uploads)
        ]
        left = deadline - asyncio.get_running_loop().time()
        _, late = await asyncio.wait(sent, timeout=max(left, 0))
        for task in late:
            task.cancel()
        if late:
            self._abandon()
        return ["UNKNOWN" if task in late else task.result() for task in sent]

    async def _publisher(self) -> AbstractChannel:
        connection = await self._connected()
        if self.publishing is None or self.publishing.is_closed:
            channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
            await channel.declare_exchange(EXCHANGE, ExchangeType.DIRECT, durable=True)
            self.publishing = channel
        return self.publishing

    def _abandon(self) -> None:
        """The next call reconnects; there is no need to wait until this connection is closed."""
        self.publishing = None
        connection, self.connection = self.connection, None
        if connection is not None:
            self.tasks.running.add(asyncio.create_task(closed(connection)))

    async def pull(self, topic: str, role: str, most: int) -> list[dict]:
        check_topic(topic)
        return await self._take(QueueNames.of(topic, role).work, most)

    async def dead_letters(self, topic: str, role: str, most: int) -> list[dict]:
        check_topic(topic)
        return await self._take(QueueNames.of(topic, role).dead, most)

    async def _take(self, name: str, most: int) -> list[dict]:
        check_number("most", most, 1, MOST_PULLED)

        async def take(channel: AbstractChannel) -> list[dict]:
            try:
                queue = await channel.get_queue(name)
            except ChannelNotFoundEntity:
                return []
            taken = []
            loop = asyncio.get_running_loop()
            deadline = loop.time() + PATIENCE / 2
            while len(taken) < most and loop.time() < deadline:
                message = await queue.get(no_ack=True, fail=False)
                if message is None:
                    break
                taken.append(vars(Upload.decode(message.body)))
            return taken

        return await self._ask(take)

    async def work(self, topic: str, role: str) -> None:
        check_topic(topic)
        worker = QueueWorker(self.environment, QueueNames.of(topic, role), role)
        self.tasks.begin(f"queue of the {role}, {topic}", worker.work)

    async def close(self) -> None:
        if self.connection is not None:
            await closed(self.connection)


async def closed(connection) -> None:
    try:
        await asyncio.wait_for(connection.close(), 0.3)
    except Exception:
        pass  # It is lost, or will be.
