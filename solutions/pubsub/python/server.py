"""Serves uploads by the subject protocol, version 1, one after the other; see docs/subject-protocol.md."""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping

from aiohttp import web

from over_rabbit import OverRabbit
from over_redis import OverRedis
from tasks import Tasks
from uploads import ContractError


class Subject:
    """One server, from start to end."""

    def __init__(self, environment: Mapping[str, str]):
        self.tasks = Tasks()
        self.over_redis = OverRedis(environment, self.tasks)
        self.over_rabbit = OverRabbit(environment, self.tasks)
        self.in_flight = 0
        self.methods = {
            "broadcast": self.over_redis.broadcast,
            "listen": self.over_redis.listen,
            "heard": self.over_redis.heard,
            "append": self.over_redis.append,
            "workOnStream": self.over_redis.work_on_stream,
            "subscribe": self.over_rabbit.subscribe,
            "publish": self.over_rabbit.publish,
            "pull": self.over_rabbit.pull,
            "work": self.over_rabbit.work,
            "deadLetters": self.over_rabbit.dead_letters,
        }

    async def call(self, name: str, request: web.Request) -> web.Response:
        if name == "health":
            return answer(200, "ready")
        if name not in self.methods:
            return answer(501, {"error": "NotImplemented", "message": "stages 1 to 4 only", "stage": 5})
        self.in_flight += 1
        try:
            return answer(200, await self.methods[name](**json.loads(await request.read())))
        except ContractError as error:
            return answer(422, {"error": error.kind, "message": str(error)})
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            return answer(500, {"error": type(error).__name__, "message": traceback.format_exc()})
        finally:
            self.in_flight -= 1

    async def close(self) -> None:
        await self.tasks.close()
        await self.over_rabbit.close()
        await self.over_redis.close()


async def main() -> None:
    subject: Subject | None = Subject(os.environ)

    async def succeed(name: str, request: web.Request) -> web.Response:
        """Ends the subject, or begins the next one: that is faster than restarting Python."""
        nonlocal subject
        if name == "-/begin":
            subject = Subject(json.loads(await request.read())["environment"])
            return answer(200, "ready")
        ended, subject = subject, None
        # What is still in progress would continue beside the next subject.
        if ended.in_flight > 0:
            return answer(409, "calls are in flight")
        await ended.close()
        return answer(200, "nothing is left")

    async def call(request: web.Request) -> web.Response:
        name = request.path[1:]
        mark = os.environ.get("SYSLAB_SUBJECT_MARK")
        # Only the judge knows the mark.
        if name.startswith("-/") and request.headers.get("Syslab-Mark", "") == mark:
            return await succeed(name, request)
        return await subject.call(name, request) if subject else answer(503, "idle")

    # Tests send an upload of ten megabytes, and ten thousand at once.
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{method:.*}", call)
    # The judge keeps its connections; none should be closed just as the next call is in flight.
    runner = web.AppRunner(app, keepalive_timeout=60, shutdown_timeout=4)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()
    await runner.cleanup()


def answer(status: int, body) -> web.Response:
    return web.json_response(body, status=status)


asyncio.run(main())
