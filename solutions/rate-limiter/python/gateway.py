"""Decides about HTTP requests, and says in the answer's fields how the client stands and when to come back.

draft-ietf-httpapi-ratelimit-headers-11, RFC 9110 (Retry-After), RFC 9457 (problem details).
"""

import json

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from yarl import URL

from decisions import Decision
from errors import ContractError
from limiter import Limiter

QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"
STATUS = {"BadClientException": (400, "Bad Request"), "UnknownRouteException": (404, "Not Found")}
UPSTREAM_PATIENCE = ClientTimeout(total=10)


class HttpGateway:
    def __init__(self, limiter: Limiter):
        self._limiter = limiter
        self._port: int | None = None

    async def listen(self, upstream: str) -> int:
        """Serves from the first call on; answers the port."""
        if self._port is None:
            self._upstream = upstream
            self._client = ClientSession(timeout=UPSTREAM_PATIENCE, auto_decompress=False)
            self._runner = web.ServerRunner(web.Server(self._serve), shutdown_timeout=0)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
            self._port = self._runner.addresses[0][1]
        return self._port

    async def close(self) -> None:
        if self._port is not None:
            await self._runner.cleanup()
            await self._client.close()

    async def _serve(self, request: web.BaseRequest) -> web.Response:
        route = request.rel_url.path.split("/")[1]
        client = request.headers.get("X-Client", "")
        try:
            ruling = await self._limiter.decide(route, client, 1)
            decision = ruling.decision
            fields = {} if decision.degraded else await self._fields(route, client, decision)
            if decision.allowed:
                return await self._forward(request, fields)
            fields["Retry-After"] = str(retry_after(decision))
            if decision.degraded:
                return problem(503, "about:blank", "Service Unavailable", fields)
            more = {"violated-policies": ruling.violated}
            return problem(429, QUOTA_EXCEEDED, "Too Many Requests", fields, more)
        except ContractError as e:
            status, title = STATUS.get(e.kind, (503, "Service Unavailable"))
            fields = {"Retry-After": "1"} if status == 503 else {}
            return problem(status, "about:blank", title, fields, {"detail": str(e)})

    async def _fields(self, route: str, client: str, decision: Decision) -> dict[str, str]:
        limits = (await self._limiter.rules(route)).limits_of(client)
        time = seconds(decision.reset_after) if decision.allowed else retry_after(decision)
        return {
            "RateLimit-Policy": ", ".join(f'"{one.name}";q={one.amount};w={one.seconds}' for one in limits),
            "RateLimit": f'"{decision.policy}";r={decision.remaining};t={time}',
        }

    async def _forward(self, request: web.BaseRequest, fields: dict[str, str]) -> web.Response:
        target = URL(self._upstream + request.raw_path, encoded=True)
        try:
            async with self._client.get(target, allow_redirects=False) as answer:
                body = await answer.read()
                if "Content-Type" in answer.headers:
                    fields["Content-Type"] = answer.headers["Content-Type"]
                return web.Response(status=answer.status, body=body, headers=fields)
        except (ClientError, TimeoutError):
            return problem(502, "about:blank", "Bad Gateway", fields)


def seconds(millis: int) -> int:
    return -(-millis // 1000)


def retry_after(decision: Decision) -> int:
    """Rounded up, and at least 1: a client that obeys must not come back too early."""
    return max(1, seconds(decision.retry_after))


def problem(status: int, kind: str, title: str, fields: dict[str, str], more: dict | None = None) -> web.Response:
    body = json.dumps({"type": kind, "title": title, "status": status, **(more or {})})
    return web.Response(status=status, text=body, content_type="application/problem+json", headers=fields)
