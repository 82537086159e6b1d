"""How a property leaves, by the form it leaves in."""

from django.db.models import FloatField, Func, IntegerField, JSONField, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from spatial.items.collection import DATA, MONEY, NUMBER, TEXT, WHOLE, Field

FORMULA = r"^('*[=+\-@\t\r\n＝＋－＠])"
"""What a spreadsheet would take for a formula, or would once one apostrophe was taken off."""


def as_json(field: Field) -> Combinable:
    """Return a property for JSON: numbers with every digit that is stored, data as it is."""
    return field.source


def as_cell(field: Field) -> Combinable:
    """Return a property for a text file that a spreadsheet may open: no cell becomes a formula."""
    if field.kind not in (TEXT, DATA):
        return field.source
    text = Cast(field.source, TextField())
    return Func(text, Value(FORMULA), Value(r"'\1"), function="REGEXP_REPLACE", output_field=TextField())


def as_flat(field: Field) -> Combinable:
    """Return a property in the types FlatGeobuf has: numbers as doubles, everything else as text.

    Days are ISO 8601. What is missing is empty, a missing number NaN: the database's writer garbles a feature
    that holds a null.
    """
    if field.kind in (NUMBER, MONEY, WHOLE):
        return Coalesce(Cast(field.source, FloatField()), Value(float("nan")))
    return Coalesce(Cast(field.source, TextField()), Value(""), output_field=TextField())


def as_typed(field: Field) -> Combinable:
    """Return a property in the types a GeoPackage has: amounts as doubles, data as text."""
    if field.kind == DATA:
        return Cast(Cast(field.source, JSONField()), TextField())
    kinds = {NUMBER: FloatField, MONEY: FloatField, WHOLE: IntegerField}
    return Cast(field.source, kinds[field.kind]()) if field.kind in kinds else field.source
