"""Reads a configuration, and checks every rule of the contract; an error says where."""

import json
import re
from dataclasses import dataclass

from errors import bad_configuration

ALGORITHMS = ("FIXED_WINDOW", "SLIDING_LOG", "SLIDING_COUNTER", "TOKEN_BUCKET")
MOST = 1_000_000_000
LONGEST_LOG = 10_000
FULL_AFTER_SECONDS = 30 * 86_400


@dataclass(frozen=True)
class Limit:
    name: str
    algorithm: str
    amount: int
    seconds: int
    burst: int

    @property
    def capacity(self) -> int:
        return self.burst if self.algorithm == "TOKEN_BUCKET" else self.amount


@dataclass(frozen=True, eq=False)
class Rules:
    limits: tuple[Limit, ...]
    clients: dict[str, tuple[Limit, ...]]
    on_failure: str
    slots: int
    batch: int

    def limits_of(self, client: str) -> tuple[Limit, ...]:
        return self.clients.get(client, self.limits)


def routes_of(document: str) -> dict[str, Rules]:
    """The routes of a document, by their names."""
    try:
        root = json.loads(document)
    except json.JSONDecodeError as e:
        raise bad_configuration(f"line {e.lineno}: {e.msg}") from e
    _check(isinstance(root, dict), "line 1", "must be a JSON object")
    _object(root, "", {"routes"})
    _object(root.get("routes"), "/routes")
    return {name: _rules(route, f"/routes/{_escape(name)}") for name, route in root["routes"].items()}


def _rules(node, at: str) -> Rules:
    _object(node, at, {"limits", "onFailure", "slots", "batch", "clients"})
    clients = {}
    if "clients" in node:
        _object(node["clients"], f"{at}/clients")
        for name, client in node["clients"].items():
            place = f"{at}/clients/{_escape(name)}"
            _object(client, place, {"limits"})
            clients[name] = _limits(client.get("limits"), f"{place}/limits")
    return Rules(
        limits=_limits(node.get("limits"), f"{at}/limits"),
        clients=clients,
        on_failure=_constant(("OPEN", "CLOSED"), node.get("onFailure", "CLOSED"), f"{at}/onFailure"),
        slots=_number(node.get("slots", 1), 1_000, f"{at}/slots"),
        batch=_number(node.get("batch", 1), 1_000, f"{at}/batch"),
    )


def _limits(nodes, at: str) -> tuple[Limit, ...]:
    _check(isinstance(nodes, list) and 1 <= len(nodes) <= 8, at, "must be 1 to 8 limits")
    limits: list[Limit] = []
    for i, node in enumerate(nodes):
        limit = _limit(node, f"{at}/{i}")
        _check(all(limit.name != other.name for other in limits), f"{at}/{i}/name", "another limit has that name")
        limits.append(limit)
    return tuple(limits)


def _limit(node, at: str) -> Limit:
    _object(node, at, {"name", "algorithm", "amount", "periodSeconds", "burst"})
    name = node.get("name")
    fits = isinstance(name, str) and re.fullmatch("[a-z0-9-]{1,32}", name)
    _check(bool(fits), f"{at}/name", "must be 1-32 characters: a-z, 0-9 or -")
    algorithm = _constant(ALGORITHMS, node.get("algorithm"), f"{at}/algorithm")
    bucket = algorithm == "TOKEN_BUCKET"
    _check(bucket or "burst" not in node, f"{at}/burst", "is for TOKEN_BUCKET only")
    amount = _number(node.get("amount"), LONGEST_LOG if algorithm == "SLIDING_LOG" else MOST, f"{at}/amount")
    seconds = _number(node.get("periodSeconds"), 86_400, f"{at}/periodSeconds")
    burst = _number(node.get("burst"), MOST, f"{at}/burst") if bucket else 0
    full = burst * seconds / amount <= FULL_AFTER_SECONDS
    _check(full, f"{at}/burst", "an empty bucket must be full again within 30 days")
    return Limit(name, algorithm, amount, seconds, burst)


def _number(node, most: int, at: str) -> int:
    # A bool is an int in Python, and none in JSON.
    whole = isinstance(node, int) and not isinstance(node, bool)
    _check(whole and 1 <= node <= most, at, f"must be a whole number from 1 to {most}, was {node}")
    return node


def _constant(known: tuple[str, ...], node, at: str) -> str:
    _check(node in known, at, f"must be one of {', '.join(known)}, was {node}")
    return node


def _object(node, at: str, known: set[str] | None = None) -> None:
    _check(isinstance(node, dict), at, "must be an object")
    for name in node:
        _check(known is None or name in known, f"{at}/{_escape(name)}", "is not a known member")


def _check(holds: bool, at: str, rule: str) -> None:
    if not holds:
        raise bad_configuration(f"{at}: {rule}")


def _escape(name: str) -> str:
    """As in a JSON pointer, RFC 6901."""
    return name.replace("~", "~0").replace("/", "~1")
