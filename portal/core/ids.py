"""Time-ordered identifiers (UUID version 7, RFC 9562 section 5.7)."""

import secrets
import time
import uuid


def new_id() -> uuid.UUID:
    """Return a UUIDv7: 48 bits of milliseconds, then randomness, so that new rows stay together on disk."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
