"""Serves limiters by the subject protocol, version 1, one after the other; see docs/subject-protocol.md."""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping

from aiohttp import web

from errors import ContractError
from gateway import HttpGateway
from limiter import Limiter


class Subject:
    """One gateway, from its beginning to its end."""

    def __init__(self, environment: Mapping[str, str]):
        urls = environment.get("REDIS_URLS", environment["REDIS_URL"]).split(",")
        self.limiter = Limiter(urls)
        self.gateway = HttpGateway(self.limiter)
        self.in_flight = 0
        self.methods = {
            "configure": self.limiter.configure,
            "decide": self.decide,
            "listen": self.gateway.listen,
            "acquire": self.limiter.acquire,
            "release": self.limiter.release,
        }

    async def decide(self, route: str, client: str, cost: int) -> dict:
        return (await self.limiter.decide(route, client, cost)).decision.as_json()

    async def call(self, name: str, request: web.Request) -> web.Response:
        if name == "health":
            return answer(200, "ready")
        if name not in self.methods:
            return answer(404, {"error": "NoSuchMethod", "message": name})
        self.in_flight += 1
        try:
            return answer(200, await self.methods[name](**json.loads(await request.read())))
        except ContractError as e:
            return answer(422, {"error": e.kind, "message": str(e)})
        except Exception as e:
            traceback.print_exc(file=sys.stderr)
            return answer(500, {"error": type(e).__name__, "message": traceback.format_exc()})
        finally:
            self.in_flight -= 1

    async def close(self) -> None:
        await self.gateway.close()
        await self.limiter.close()


async def main() -> None:
    subject: Subject | None = None

    async def begin(environment: Mapping[str, str]) -> None:
        nonlocal subject
        following = Subject(environment)
        await following.limiter.start()
        subject = following

    async def succeed(name: str, request: web.Request) -> web.Response:
        """Ends the subject, or begins the next one: that takes less than another start of Python."""
        nonlocal subject
        if name == "-/begin":
            await begin(json.loads(await request.read())["environment"])
            return answer(200, "ready")
        ended, subject = subject, None
        # What is still under way would go on beside the next one.
        if ended.in_flight > 0:
            return answer(409, "calls are in flight")
        await ended.close()
        return answer(200, "nothing is left")

    async def call(request: web.Request) -> web.Response:
        name = request.path[1:]
        # Only the judge knows the mark.
        if name.startswith("-/") and request.headers.get("Syslab-Mark", "") == os.environ.get("SYSLAB_SUBJECT_MARK"):
            return await succeed(name, request)
        return await subject.call(name, request) if subject else answer(503, "idle")

    await begin(os.environ)
    # The judge keeps its connections; none should end just when the next call is on its way.
    app = web.Application(client_max_size=16 << 20)
    app.router.add_route("*", "/{method:.*}", call)
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
