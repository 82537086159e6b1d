"""How much of a stranger's file we are ready to take. Passed in by whoever asks, never read from settings."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes in bytes, times in seconds. ``max_ratio``: unpacked bytes for each packed byte."""

    max_file_bytes: int = 512 * MIB
    max_unpacked_bytes: int = 2048 * MIB
    max_ratio: int = 200
    max_entries: int = 2_000
    max_shared_text_bytes: int = 256 * MIB
    max_rows: int = 200_000
    max_columns: int = 500
    max_layers: int = 200
    max_cell_chars: int = 1_000_000
    max_json_value_bytes: int = 256 * MIB
    max_vertices: int = 1_000_000
    chunk_bytes: int = 32 * MIB
    chunk_rows: int = 5_000
    memory_bytes: int = 3072 * MIB
    cpu_seconds: int = 300
    wall_seconds: int = 900
    silence_seconds: int = 180


DEFAULT_LIMITS = Limits()
