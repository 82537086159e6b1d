"""What a broken file is told to be: which entity and whose, never what the parser says to itself."""

import pytest
from django.utils import translation

from bim.checks.ids.asked import asked_of
from bim.checks.words import sentence
from bim.files import faults
from bim.files.faults import refusal
from bim.ingest.explaining import lost_number
from bim.ingest.model import Order
from bim.ingest.sandbox import ingest_file
from tests.bim.models import building, guid, standard

INNER = ("Error", "Python", "calling", "token", "offset", "{", "}", "None")


@pytest.fixture
def read(tmp_path):
    """Have a child process read a model's bytes."""

    def go(data):
        path = tmp_path / "broken.ifc"
        path.write_bytes(data)
        order = Order(name="m", out=str(tmp_path / "out"), cache=str(tmp_path / "cache"), processes=1)
        return ingest_file(path, order)

    return go


def told(refused):
    """The sentence in both languages; neither may hold a parser's own words."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said.append(str(refusal(refused.code(), refused.facts)))
    assert not [(word, text) for word in INNER for text in said if word in text]
    assert said[0] != said[1]
    return said


def test_a_ring_of_placements_is_told_with_its_element(read):
    text = building(standard()).replace(b"#7=IFCLOCALPLACEMENT($,", b"#7=IFCLOCALPLACEMENT(#1022,")
    text = text.replace(b"#1022=IFCLOCALPLACEMENT($,", b"#1022=IFCLOCALPLACEMENT(#7,")
    text = text.replace(b".ELEMENT.,$,$,$,$,$);\n#9=", b".ELEMENT.,(30,15,0),(120,9,0),0.,$,$);\n#9=")
    with pytest.raises(faults.PlacementCycle) as refused:
        read(text)
    assert refused.value.facts["line"] in {"#7", "#1022"}
    assert refused.value.facts["global_id"] in {guid(2), "34KU2ViPP1tfFN7f9HiBe8", "0Baaaaaaaaaaaaaaaaaa00"}
    assert all(refused.value.facts["global_id"] in text for text in told(refused.value))


@pytest.mark.parametrize("lost", [b"NAN", b"-inf", b"1.#QNAN"])
def test_a_lost_number_is_told_with_its_line(read, lost):
    text = building(standard())
    first = text.index(b"=IFCCARTESIANPOINT((") + len(b"=IFCCARTESIANPOINT((")
    text = text[:first] + lost + text[text.index(b",", first) :]
    with pytest.raises(faults.ValueNotRead) as refused:
        read(text)
    assert refused.value.facts["value"] == lost.decode()
    assert refused.value.facts["entity"] == "IFCCARTESIANPOINT"
    assert all(refused.value.facts["line"] in said for said in told(refused.value))


def test_a_number_no_reader_takes_is_told_with_its_line(read):
    text = building(standard()).replace(b".ELEMENT.,0.0)", b".ELEMENT.,1.E400)")
    with pytest.raises(faults.ValueNotRead) as refused:
        read(text)
    assert refused.value.facts == {
        "value": "1.E400", "line": "#51", "entity": "IFCBUILDINGSTOREY",
        "global_id": "0Laaaaaaaaaaaaaaaaaa00",
    }  # fmt: skip
    assert all("#51" in text and "0Laaaaaaaaaaaaaaaaaa00" in text for text in told(refused.value))


def test_what_nobody_foresaw_is_told_without_the_parsers_words():
    refused = refusal("reader_failed", {"detail": "KeyError: 'x' while calling {a}"})
    told(refused)
    assert refused.facts["detail"].startswith("KeyError")


class Restriction:
    """A restriction as the checker keeps it."""

    def __init__(self, **options):
        self.options = options


class Classification:
    """A facet as the checker keeps it."""

    cardinality = "required"

    def __init__(self, system, value):
        self.system, self.value = system, value


def test_a_requirement_with_a_list_is_told_in_words_and_cut_at_a_value():
    facet = Classification("NL-SfB tabel 1", Restriction(enumeration=[f"11.{n}" for n in range(10, 50)]))
    facts = {"file": "a.ids", "specification": "Walls", **asked_of(facet)}
    with translation.override("zh-hans"):
        chinese = sentence("ids_requirement_failed", facts, 3)
    with translation.override("en"):
        english = sentence("ids_requirement_failed", facts, 3)
    listed = "NL-SfB tabel 1: 11.10 | 11.11 | 11.12 | 11.13 | 11.14 | 11.15 … (+34)"
    assert listed in english and "11.15 … (+34)" in chinese and "分类" in chinese
    assert "{" not in english + chinese


def test_bounds_patterns_and_lengths_are_signs():
    shown = [
        asked_of(Classification("s", value))["value"]
        for value in (
            Restriction(minInclusive="3", maxExclusive="5"), Restriction(pattern="A.*"),
            Restriction(maxLength=20), [Restriction(pattern="A"), Restriction(pattern="B")], "REI 60",
        )
    ]  # fmt: skip
    assert shown == ["≥ 3, < 5", "/A.*/", "|…| ≤ 20", "/A/, /B/", "REI 60"]


def test_a_requirement_kept_by_an_earlier_release_is_told_as_it_was():
    facts = {"file": "a.ids", "specification": "Walls", "requirement": "Shall be so"}
    assert "Shall be so" in sentence("ids_requirement_failed", facts, 1)


def test_a_text_that_reads_like_a_lost_number_is_a_text(tmp_path):
    path = tmp_path / "words.ifc"
    label = b"\n#9001=IFCPERSON($,'a, nan, b',$,$,$,$,$,$);"
    text = building(standard()).replace(b"\nENDSEC;\nEND-ISO", label + b"\nENDSEC;\nEND-ISO")
    path.write_bytes(text)
    assert b"nan" in text and lost_number(path) is None
