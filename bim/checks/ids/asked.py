"""What a requirement of an IDS file asks, as plain facts: no sentence yet, for that has a language."""

from typing import Any

MOST_VALUES = 6
MOST_LETTERS = 90
BOUNDS = (("minInclusive", "≥ "), ("minExclusive", "> "), ("maxInclusive", "≤ "), ("maxExclusive", "< "))
LENGTHS = (("length", "= "), ("minLength", "≥ "), ("maxLength", "≤ "))
PARTS = ("name", "predefinedType", "propertySet", "baseName", "system", "relation", "value")


def asked_of(facet: Any) -> dict[str, str]:
    """Return ``asked`` (the kind of facet), ``cardinality``, and each part it names, values as signs.

    Listed values stand as ``A | B … (+3)``, patterns as ``/…/``, bounds as ``≥ 3, < 5``, lengths as
    ``|…| ≤ 20``.
    """
    found = {"asked": type(facet).__name__, "cardinality": str(getattr(facet, "cardinality", "required"))}
    for name in PARTS:
        told = shown(getattr(facet, name, None))
        if told:
            found[name] = told
    return found


def shown(value: Any) -> str:
    """Return a value, a restriction or several of them in signs."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(told for one in value if (told := shown(one)))
    options = getattr(value, "options", None)
    return _cut(str(value)) if options is None else ", ".join(_restricted(options))


def _restricted(options: dict[str, Any]) -> list[str]:
    told = []
    if listed := _many(options.get("enumeration")):
        more = len(listed) - MOST_VALUES
        told.append(" | ".join(map(_cut, listed[:MOST_VALUES])) + (f" … (+{more})" if more > 0 else ""))
    told += [f"/{_cut(one)}/" for one in _many(options.get("pattern"))]
    told += [f"{sign}{one}" for name, sign in BOUNDS for one in _many(options.get(name))]
    return told + [f"|…| {sign}{one}" for name, sign in LENGTHS for one in _many(options.get(name))]


def _many(given: Any) -> list[str]:
    values = given if isinstance(given, list) else [] if given is None else [given]
    return [str(one) for one in values]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
