"""Units of a revision's quantities, by set and name: from their class in the file, never from the name."""

from collections.abc import Mapping

from bim.catalog.models import Revision


class Units:
    """Units as they come, one element after another."""

    def __init__(self) -> None:
        self._sets: dict[str, dict[str, set[str]]] = {}

    def add(self, units: Mapping[str, Mapping[str, str]]) -> None:
        """Take in one element's."""
        for name_of_set, members in units.items():
            held = self._sets.setdefault(name_of_set, {})
            for name, unit in members.items():
                held.setdefault(name, set()).add(unit)

    def agreed(self) -> dict[str, dict[str, str]]:
        """Return those in which all elements agree; a name that means two kinds has no one unit."""
        return {
            name_of_set: {name: next(iter(said)) for name, said in members.items() if len(said) == 1}
            for name_of_set, members in self._sets.items()
        }


def unit_of(revision: Revision, name_of_set: str, name: str) -> str | None:
    """Return a quantity's unit: m, m2, m3, kg, s, empty for a number of things; ``None`` where it is unknown.

    A revision read before units were kept has none: its file sent again brings them.
    """
    found: str | None = (revision.units or {}).get(name_of_set, {}).get(name)
    return found
