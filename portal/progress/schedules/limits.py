"""How much of a schedule is taken."""

from datetime import datetime

from spatial.intake.limits import MIB, Limits

MOST_TASKS = 200_000
MOST_RELATIONS = 1_000_000
FIRST, LAST = datetime(1950, 1, 1), datetime(2150, 1, 1)
DEEPEST_XML = 60
SCHEDULE_LIMITS = Limits(
    max_file_bytes=1024 * MIB, max_unpacked_bytes=2048 * MIB, memory_bytes=4096 * MIB, cpu_seconds=600,
    wall_seconds=1800, silence_seconds=600, max_rows=MOST_TASKS * 2,
)  # fmt: skip
