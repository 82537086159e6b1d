"""What the validator says reads as a sentence, in both languages, and never as EXPRESS."""

import pytest
from django.utils.translation import override

from bim.checks.ids.problem import sentence as told_of
from bim.checks.schema_words import plain

SAYINGS = [
    ("Attribute not optional", "a value is missing", "缺少值"),
    (
        "<attribute RelatedObjects: <set [1:?] of <entity IfcObjectDefinition>>> · ()",
        "nothing is given where at least 1 IfcObjectDefinition belongs",
        "应为：至少 1 个 IfcObjectDefinition；实际为空",
    ),
    (
        "<attribute Coordinates: <list [1:3] of <type IfcLengthMeasure: <real>>>> · (1.0, 'x')",
        "(1.0, 'x') is given where 1 to 3 IfcLengthMeasure belongs",
        "应为：1 至 3 个 IfcLengthMeasure；实际为：(1.0, 'x')",
    ),
    (
        "<attribute Name: optional <type IfcLabel: <string>>> · 7",
        "7 is given where IfcLabel belongs",
        "应为：IfcLabel；实际为：7",
    ),
    ("Something quite new", "Something quite new", "Something quite new"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "en", "zh"), SAYINGS)
def test_what_the_validator_says_is_told_in_words(said, en, zh):
    with override("en"):
        assert plain(said) == en
    with override("zh-hans"):
        assert plain(said) == zh


def test_a_file_that_is_no_xml_says_where_in_the_readers_language():
    problem = {"code": "ids_not_xml", "line": 1, "facts": {"column": "9"}}
    with override("zh-hans"):
        assert told_of(problem) == "XML 在第 1 行第 9 列中断或有误。"


def test_a_long_value_is_cut():
    with override("en"):
        told = plain(f"<attribute Name: <type IfcLabel: <string>>> · {'x' * 200}")
    assert "x" * 80 + "…" in told and "x" * 81 not in told
