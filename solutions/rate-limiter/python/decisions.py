"""Puts into words what the counts said. Times come in microseconds, and go as ISO 8601 durations."""

from dataclasses import dataclass, replace

from configuration import Limit, Rules


@dataclass(frozen=True)
class Decision:
    allowed: bool
    policy: str
    limit: int
    remaining: int
    retry_after: int
    """In milliseconds, as reset_after."""
    reset_after: int
    degraded: bool = False

    def as_json(self) -> dict:
        return {
            "allowed": self.allowed,
            "policy": self.policy,
            "limit": self.limit,
            "remaining": self.remaining,
            "retryAfter": f"PT{self.retry_after / 1000}S",
            "resetAfter": f"PT{self.reset_after / 1000}S",
            "degraded": self.degraded,
        }


@dataclass(frozen=True)
class Ruling:
    """A decision, and the names of the limits in the way."""

    decision: Decision
    violated: tuple[str, ...] = ()

    def but(self, **changes) -> "Ruling":
        return Ruling(replace(self.decision, **changes), self.violated)


def millis(micros: float) -> int:
    """Rounded up: a client that comes back too early would be denied again."""
    return int(-(-micros // 1000))


def ruling_of(limits: tuple[Limit, ...], answer: list[int]) -> Ruling:
    """Speaks of the limit in the way; if there is none, of the one that will be in the way first."""
    allowed = answer[0] > 0
    states = [(limit, *answer[3 * i + 1 : 3 * i + 4]) for i, limit in enumerate(limits)]
    if allowed:
        limit, remaining, delay, reset = min(states, key=lambda state: state[1])
    else:
        limit, remaining, delay, reset = max(states, key=lambda state: state[2])
    decision = Decision(
        allowed, limit.name, limit.capacity, remaining, 0 if allowed else millis(delay), millis(reset)
    )
    violated = () if allowed else tuple(limit.name for limit, _, delay, _ in states if delay > 0)
    return Ruling(decision, violated)


def degraded(rules: Rules, limits: tuple[Limit, ...]) -> Ruling:
    """What the route's rules say when nobody can count."""
    allowed = rules.on_failure == "OPEN"
    return Ruling(Decision(allowed, limits[0].name, limits[0].capacity, 0, 0 if allowed else 1000, 0, True))
