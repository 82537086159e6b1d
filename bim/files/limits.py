"""What reading a model may use, known without the reader itself: the process that waits needs no more."""

from spatial.intake.limits import MIB, Limits

MODEL_LIMITS = Limits(
    max_file_bytes=2048 * MIB, max_unpacked_bytes=4096 * MIB, max_ratio=100, memory_bytes=6144 * MIB,
    cpu_seconds=3600, wall_seconds=5400, silence_seconds=1200,
)  # fmt: skip
