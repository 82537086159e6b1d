"""Questions about elements as filters: the terms of ``bim.elements.asking`` on the element's columns."""

import json
from collections.abc import Iterable
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import BooleanField, F, Func, JSONField, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThan, In

from bim.catalog.models import Element
from bim.elements.asking import QuestionInvalid, Term, parse
from bim.elements.asking import Value as Asked
from bim.elements.classes import family_of

TEXTS = {
    "name": "name", "type": "type_name", "storey": "storey_name", "tag": "tag", "id": "global_id",
    "predefined": "predefined", "status": "status", "material": "material", "kernel": "kernel",
}  # fmt: skip
NUMBERS = {"el": "el", "volume": "volume_m3", "parent": "parent_el"}
COMPARED = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
MOST_NUMBER = 2**31 - 1
SORTED = 10_000
NO_TEXT = Value("", TextField())
PATH_OPERATORS = {"=": "==", "!=": "!=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


def find(rows: QuerySet[Element], question: str) -> QuerySet[Element]:
    """Return the elements a question finds, by their number. Raise ``QuestionInvalid``.

    What is found is sorted, not walked to: a page of few finds would lead through a million numbers.
    """
    choices = parse(question)
    if len(choices) == 1:
        for term in choices[0]:
            rows = rows.filter(_wanted(term))
    elif choices:
        rows = rows.filter(_any(reduce(and_, map(_wanted, terms)) for terms in choices))
    return rows.order_by(F("el") + Value(0)) if choices else rows


def _wanted(term: Term) -> Q:
    wanted = _condition(term)
    return ~wanted if term.negated else wanted


def page_of(rows: QuerySet[Element], *, found: int, after: int, most: int) -> QuerySet[Element]:
    """Return the first ``most`` of ``found`` elements behind a number. Many are walked to, not sorted."""
    behind = rows.filter(el__gt=after)
    return (behind.order_by("el") if found > SORTED else behind)[:most]


def _condition(term: Term) -> Q:
    if term.kind == "word":
        return (
            Q(name__icontains=term.name) | Q(type_name__icontains=term.name) | Q(tag=term.name)
            | Q(global_id=term.name)
        )  # fmt: skip
    if term.kind == "property":
        return _property(term)
    if term.name == "class":
        return _class(term)
    if term.name == "classification":
        return _classified(term)
    return _number(term) if term.name in NUMBERS else _text(term)


def _class(term: Term) -> Q:
    if term.op not in {"=", "!="}:
        raise QuestionInvalid(near=f"class{term.op}")
    found = Q(ifc_class__in=classes_of(term))
    return found if term.op == "=" else ~found


def classes_of(term: Term) -> list[str]:
    """Return the classes that a term names, with all below them."""
    return sorted({name for value in term.values for name in family_of(_proper(str(value)))})


def _proper(name: str) -> str:
    """Let ``wall`` and ``ifcwall`` mean IfcWall where the letters' size is all that differs."""
    known = _by_small_letters()
    return known.get(name.lower()) or known.get(f"ifc{name.lower()}") or name


def _by_small_letters() -> dict[str, str]:
    return {name.lower(): name for name in family_of("IfcObject") | family_of("IfcProduct")}


def _text(term: Term) -> Q:
    column = TEXTS[term.name]
    if not term.op:
        return ~Q(**{column: ""})
    if term.op == "~":
        return _any(Q(**{f"{column}__icontains": str(value)}) for value in term.values)
    if term.op == "=":
        return Q(**{f"{column}__in": [as_text(value) for value in term.values]})
    if term.op == "!=":
        return ~Q(**{f"{column}__in": [as_text(value) for value in term.values]})
    raise QuestionInvalid(near=f"{term.name}{term.op}")


def _number(term: Term) -> Q:
    column = NUMBERS[term.name]
    if not term.op:
        return Q(**{f"{column}__isnull": False})
    numbers = [value for value in term.values if isinstance(value, float) and abs(value) <= MOST_NUMBER]
    if len(numbers) < len(term.values) or term.op == "~":
        raise QuestionInvalid(near=f"{term.name}{term.op}")
    if term.op in COMPARED:
        return _any(Q(**{f"{column}__{COMPARED[term.op]}": value}) for value in numbers)
    found = Q(**{f"{column}__in": numbers})
    return found if term.op == "=" else ~found


def _classified(term: Term) -> Q:
    if not term.op:
        return ~Q(classification=[])
    if term.op not in {"=", "!="}:
        raise QuestionInvalid(near=f"classification{term.op}")
    codes = [as_text(value) for value in term.values]
    found = _any(Q(classification__contains=[{"code": code}]) for code in codes)
    return found if term.op == "=" else ~found


def _property(term: Term) -> Q:
    if term.op == "=" and term.set:
        truths = [form for value in term.values if isinstance(value, bool) for form in _truths(value)]
        found = [_equal(term, form) for value in term.values if not isinstance(value, bool)
                 for form in forms(value)]  # fmt: skip
        if truths:
            found.append(Q(In(property_text(term.set, term.name), truths)))
        return _any(found)
    if term.op == "!=":
        return _has(term) & ~_any(_by_path(term, "=", value) for value in term.values)
    if not term.op:
        return _has(term)
    return _any(_by_path(term, term.op, value) for value in term.values)


def _equal(term: Term, form: Asked) -> Q:
    """Equality of a property in a named set goes by containment, which the index knows.

    Truth is no good key: a third of all walls hold it. It is compared where the row is looked at anyway.
    """
    wanted = {term.set: {term.name: form}}
    found = Q(psets__contains=wanted)
    counted = isinstance(form, (int, float)) and not isinstance(form, bool)
    return found | Q(quantities__contains=wanted) if counted else found


def _has(term: Term) -> Q:
    """A property has a value when it is there, and neither nothing nor an empty text."""
    if term.set:
        return Q(GreaterThan(property_text(term.set, term.name), NO_TEXT))
    return _path_exists(term, '(@.type() != "null" && !(@.type() == "string" && @ == ""))', {})


def _by_path(term: Term, op: str, value: Asked) -> Q:
    if op == "~":
        return _path_exists(term, "(@ like_regex $v flag \"iq\")", {}, literal=as_text(value))
    conditions = [(f"(@ {PATH_OPERATORS[op]} $v)", {"v": form}) for form in forms(value)]
    return _any(_path_exists(term, condition, given) for condition, given in conditions)


def _path_exists(term: Term, condition: str, given: dict[str, Any], literal: str = "") -> Q:
    """Ask by a JSON path; names are quoted for it, values travel beside it."""
    name_of_set = f".{_quoted(term.set)}" if term.set else ".*"
    if literal:
        condition = condition.replace("$v", _quoted(literal))
    path = f"$[*]{name_of_set}.{_quoted(term.name)} ? {condition}"
    return _any(Q(_exists(column, path, given)) for column in ("psets", "quantities"))


class _JsonPath(TextField):
    """PostgreSQL's type of paths into JSON."""

    def db_type(self, connection: Any) -> str:
        """Return its name."""
        return "jsonpath"


def _exists(column: str, path: str, given: dict[str, Any]) -> Func:
    """Ask whether a path leads to something; types that do not fit are no error but no find."""
    return Func(
        F(column), Cast(Value(path), _JsonPath()), Value(given, JSONField()), Value(True),
        function="jsonb_path_exists", output_field=BooleanField(),
    )  # fmt: skip


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def forms(value: Asked) -> list[Asked]:
    """Return how a value may stand in a file: 2 as number or text, true as truth or text."""
    if isinstance(value, bool):
        return [value, *_truths(value)]
    if isinstance(value, float):
        return [int(value) if value.is_integer() else value, as_text(value)]
    return [value]


def _truths(value: bool) -> list[Asked]:
    return [str(value).lower(), str(value).upper(), str(value)]


def as_text(value: Asked) -> str:
    """Return how a value is written where a field holds text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(lambda one, other: one | other, conditions)


def property_text(name_of_set: str, name: str) -> Any:
    """Return the expression of one property of a named set as text, empty where it has no value."""
    given = KeyTextTransform(name, KeyTransform(name_of_set, "psets"))
    counted = KeyTextTransform(name, KeyTransform(name_of_set, "quantities"))
    return Coalesce(Cast(given, TextField()), Cast(counted, TextField()), NO_TEXT)
