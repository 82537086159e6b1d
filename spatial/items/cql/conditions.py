"""A filter as one condition of a queryset, in the database's own three-valued logic."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, Func, Q, Value
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    IsNull,
    LessThan,
    LessThanOrEqual,
)
from django.utils.translation import gettext_lazy as _

from spatial.items.cql.faults import (
    FilterMismatch,
    FilterUnreadable,
    FilterUnsupported,
    NoCondition,
    ValueInvalid,
)
from spatial.items.cql.operands import (
    DAYS,
    FLAGS,
    SHAPES,
    TEXTUAL,
    Operand,
    Vocabulary,
    day_operand,
    operand,
)
from spatial.items.cql.places import PLACES, place_condition
from spatial.items.cql.reading import ANY, Tree
from spatial.items.cql.times import TIMES, time_condition
from spatial.items.systems import System

COMPARED: dict[str, Callable[[Any, Any], Q]] = {
    "=": lambda left, right: Q(Exact(left, right)),
    "<>": lambda left, right: ~Q(Exact(left, right)),
    "<": lambda left, right: Q(LessThan(left, right)),
    ">": lambda left, right: Q(GreaterThan(left, right)),
    "<=": lambda left, right: Q(LessThanOrEqual(left, right)),
    ">=": lambda left, right: Q(GreaterThanOrEqual(left, right)),
}
WORDS = ("and", "or", "not", *COMPARED, "like", "between", "in", "isNull", "casei", *PLACES, *TIMES)


def condition(tree: Tree, words: Vocabulary, system: System) -> Q:
    """Return the condition a tree says. ``system``: that of the coordinates in it."""
    if isinstance(tree, bool):
        return Q(Exact(Value(tree, output_field=BooleanField()), Value(value=True)))
    if isinstance(tree, dict) and "property" in tree:
        found = operand(tree, words)
        return COMPARED["="](found.expression, Value(value=True)) if found.kind == FLAGS else _no_truth(tree)
    if not isinstance(tree, dict):
        raise FilterUnreadable(language=ANY, reason=str(_("a value alone is no condition")))
    if not isinstance(tree.get("op"), str) or not isinstance(tree.get("args"), list):
        raise FilterUnreadable(language=ANY, reason=str(_("a condition is an op with its args")))
    return _of(tree["op"].lower(), tree["args"], words, system)


def _no_truth(tree: Tree) -> Q:
    raise NoCondition(name=f"{tree['property']}"[:40])


def _of(word: str, args: list[Tree], words: Vocabulary, system: System) -> Q:
    if word in ("and", "or"):
        if not args:
            raise FilterUnreadable(language=ANY, reason=f"{word} []")
        return reduce(and_ if word == "and" else or_, (condition(one, words, system) for one in args))
    if word == "not":
        (inner,) = _exactly(1, args, word)
        return ~condition(inner, words, system)
    if word in PLACES:
        left, right = _exactly(2, args, word)
        return place_condition(word, left, right, words, system)
    if word in TIMES:
        left, right = _exactly(2, args, word)
        return time_condition(word, left, right, words)
    return _scalar(word, args, words)


def _scalar(word: str, args: list[Tree], words: Vocabulary) -> Q:
    if word in COMPARED:
        left, right = (operand(one, words) for one in _exactly(2, args, word))
        return _compared(word, left, right)
    if word == "isnull":
        (inner,) = _exactly(1, args, word)
        return Q(IsNull(operand(inner, words).expression, True))
    if word == "between":
        value, low, high = (operand(one, words) for one in _exactly(3, args, word))
        return _compared(">=", value, low, "between") & _compared("<=", value, high, "between")
    if word == "like":
        return _like(args, words)
    if word == "in":
        return _in(args, words)
    raise FilterUnsupported(word=word[:40], known=", ".join(WORDS))


def _exactly(number: int, args: list[Tree], word: str) -> list[Tree]:
    if len(args) != number:
        raise FilterUnreadable(language=ANY, reason=f"{word}: {len(args)} ≠ {number}")
    return args


def _compared(word: str, left: Operand, right: Operand, said: str = "") -> Q:
    """Compare two operands. ``said``: the word of the filter, where it is another."""
    left, right = _as_days(left, right), _as_days(right, left)
    if left.kind != right.kind or left.kind == SHAPES:
        raise FilterMismatch(left=left.kind, right=right.kind, word=said or word)
    return COMPARED[word](left.expression, right.expression)


def _as_days(one: Operand, other: Operand) -> Operand:
    """Read a text beside a day as a day: clients write both."""
    is_text = one.kind == TEXTUAL and one.literal is not None
    return day_operand(one.literal) if is_text and other.kind == DAYS else one


def _like(args: list[Tree], words: Vocabulary) -> Q:
    text, pattern = (operand(one, words) for one in _exactly(2, args, "like"))
    if text.kind != TEXTUAL or pattern.kind != TEXTUAL or pattern.literal is None:
        raise FilterMismatch(left=text.kind, right=pattern.kind, word="like")
    tail = len(pattern.literal) - len(pattern.literal.rstrip("\\"))
    if tail % 2:
        raise ValueInvalid(value=pattern.literal[:40], reason=str(_("a pattern does not end with one \\")))
    return Q(
        Func(text.expression, pattern.expression, template="(%(expressions)s)", arg_joiner=" LIKE ",
             output_field=BooleanField())
    )  # fmt: skip


def _in(args: list[Tree], words: Vocabulary) -> Q:
    value, listed = _exactly(2, args, "in")
    if not isinstance(listed, list) or not listed:
        raise FilterUnreadable(language=ANY, reason=str(_("in takes a list")))
    sought = operand(value, words)
    return reduce(or_, (_compared("=", sought, operand(one, words), "in") for one in listed))
