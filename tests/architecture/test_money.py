"""Money is Decimal yuan. A float in a money column, annotation or expression fails here."""

import ast

from django.apps import apps
from django.db import models

from tests.architecture.sources import ROOT, modules

MONEY_FLOORS = ("portal/budget/", "portal/contracts/", "portal/payments/")
CALLED_MONEY = ("_yuan",)
INVENTED = "portal/demo/"
"""Where prices are thrown as dice before they become Decimal amounts."""


def _is_money(name: str) -> bool:
    return name == "yuan" or name.endswith(CALLED_MONEY)


def _money_fields() -> list[models.Field]:
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.split(".")[0] in
            {"portal", "spatial", "bim"}]  # fmt: skip
    return [
        field for model in ours for field in model._meta.get_fields()
        if isinstance(field, models.Field) and _is_money(field.name)
    ]  # fmt: skip


def test_every_money_column_is_a_decimal_with_two_places():
    fields = _money_fields()
    assert len(fields) > 30
    wrong = [
        str(field) for field in fields
        if not isinstance(_output(field), models.DecimalField) or _output(field).decimal_places != 2
    ]  # fmt: skip
    assert wrong == []


def _output(field: models.Field) -> models.Field:
    return field.output_field if isinstance(field, models.GeneratedField) else field


def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def _floors() -> list[str]:
    return [p for p in modules() if p.startswith(MONEY_FLOORS) or p == "portal/core/money.py"]


def floats_in(tree: ast.AST) -> list[int]:
    """The lines on which something is, becomes or is declared a float."""
    return [
        node.lineno for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Attribute) and node.attr in {"FloatField", "float64"})
    ]  # fmt: skip


def _declared(tree: ast.AST) -> list[tuple[str, str]]:
    """Names with their annotations: fields, arguments, variables."""
    found = [
        (node.target.id, ast.unparse(node.annotation)) for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]  # fmt: skip
    found += [
        (node.arg, ast.unparse(node.annotation)) for node in ast.walk(tree)
        if isinstance(node, ast.arg) and node.annotation
    ]  # fmt: skip
    return found


def test_no_float_stands_on_a_floor_of_money():
    found = {path: floats_in(_tree(path)) for path in _floors()}
    assert len(found) > 20
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_no_annotation_anywhere_calls_money_a_float():
    wrong = [
        (path, name) for path in modules() if not path.startswith(INVENTED)
        for name, said in _declared(_tree(path)) if _is_money(name) and "float" in said
    ]  # fmt: skip
    assert wrong == []


def test_no_sql_of_money_reckons_in_floating_point():
    words = ("::float", "::double", "double precision", "::real")
    folders = [ROOT / floor for floor in MONEY_FLOORS]
    texts = {path: path.read_text(encoding="utf-8") for one in folders for path in one.rglob("*.sql")}
    assert texts
    assert [str(path) for path, text in texts.items() if any(word in text for word in words)] == []


def test_the_search_finds_a_float_where_there_is_one():
    assert floats_in(ast.parse("paid_yuan = 1.5\nx = float(paid_yuan)\nmodels.FloatField()")) == [1, 2, 3]
