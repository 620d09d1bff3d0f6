"""Serves the limiter by the subject protocol, version 1; see docs/subject-protocol.md."""

import asyncio
import json
import os
import signal
import sys
import traceback

from aiohttp import web

from errors import ContractError
from gateway import HttpGateway
from limiter import Limiter


async def main() -> None:
    urls = os.environ.get("REDIS_URLS", os.environ["REDIS_URL"]).split(",")
    limiter = Limiter(urls)
    gateway = HttpGateway(limiter)

    async def decide(route: str, client: str, cost: int) -> dict:
        return (await limiter.decide(route, client, cost)).decision.as_json()

    methods = {
        "configure": limiter.configure,
        "decide": decide,
        "listen": gateway.listen,
        "acquire": limiter.acquire,
        "release": limiter.release,
    }

    async def call(request: web.Request) -> web.Response:
        name = request.path[1:]
        if name == "health":
            return answer(200, "ready")
        if name not in methods:
            return answer(404, {"error": "NoSuchMethod", "message": name})
        try:
            return answer(200, await methods[name](**json.loads(await request.read())))
        except ContractError as e:
            return answer(422, {"error": e.kind, "message": str(e)})
        except Exception as e:
            traceback.print_exc(file=sys.stderr)
            return answer(500, {"error": type(e).__name__, "message": traceback.format_exc()})

    await limiter.start()
    # The judge keeps its connections; none should end just when the next call is on its way.
    app = web.Application(client_max_size=16 << 20)
    app.router.add_route("*", "/{method}", call)
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
