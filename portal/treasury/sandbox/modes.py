"""How the sandbox behaves, as an operator or a test tells it."""

from dataclasses import asdict, dataclass
from typing import Any

ACCEPT, DELAY, REFUSE, TWICE, LOSE, DOWN = "accept", "delay", "refuse", "twice", "lose", "down"
MODES = {
    ACCEPT: "pay at once",
    DELAY: "pay after some seconds",
    REFUSE: "take the order, then refuse it with the bank's reason",
    TWICE: "pay once and give two receipts",
    LOSE: "take the order and break off before answering",
    DOWN: "answer nothing",
}
DELAY_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way to behave. ``seconds``: of the delay. ``reason``: the bank's."""

    mode: str = ACCEPT
    reason: str = "account_closed"
    seconds: float = DELAY_SECONDS

    def written(self) -> dict[str, Any]:
        """Return the mode as JSON keeps it."""
        return asdict(self)


def read_mode(words: dict[str, Any]) -> Mode | None:
    """Return the mode that was asked for; ``None`` for one that is not known."""
    mode, seconds = words.get("mode", ACCEPT), words.get("seconds", DELAY_SECONDS)
    reason = words.get("reason") or "account_closed"
    known = mode in MODES and isinstance(reason, str) and isinstance(seconds, int | float)
    return Mode(mode=mode, reason=reason[:64], seconds=max(0.0, float(seconds))) if known else None
