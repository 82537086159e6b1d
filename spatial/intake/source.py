"""What every reader offers: names of layers, and a layer opened with its columns and batches of rows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spatial.intake.model import Column, EncodingFinding, RawRow
from spatial.intake.problems import Problem


@dataclass(slots=True, kw_only=True)
class Opened:
    """A layer ready to read. ``declared_crs``: an EPSG name or WKT, empty when the file states none.

    ``batches`` may be called more than once; each call reads from the start. ``hints`` are names and sources
    that may betray a commercial map. ``order``: ``east_first`` unless the columns say otherwise.
    ``by_format``: ``declared_crs`` is what the format means, not the file.
    """

    name: str
    columns: tuple[Column, ...]
    batches: Callable[[], Iterator[list[RawRow]]]
    rows: int | None = None
    geometry: str = ""
    declared_crs: str = ""
    by_format: bool = False
    encoding: EncodingFinding | None = None
    header_row: int = 0
    preamble: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    hints: tuple[str, ...] = ()


class Source(ABC):
    """An opened file."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """Return e.g. ``csv`` or ``shapefile``."""

    @abstractmethod
    def layer_names(self) -> list[str]:
        """Return the layers in file order."""

    @abstractmethod
    def open_layer(self, name: str) -> Opened:
        """Return one layer; raise ``Refused`` when it cannot be read."""

    def late_problems(self) -> list[Problem]:
        """Return what only showed while reading."""
        return []
