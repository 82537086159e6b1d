"""What arrives is looked at: what is wrong is found where it is, and nothing where it is not."""

import re

import ifcopenshell
import pytest
from django.utils import translation

from bim.catalog.models_checks import ModelFinding
from bim.checks.arrival import check_file
from bim.checks.forms import forms_of
from bim.checks.schema import hearing
from bim.checks.words import CODES, GROUPS, SEVERITIES, sentence
from bim.files.faults import ModelRefused
from bim.files.instances import instances_of
from bim.files.opening import open_ifc
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.placing.georeference import georeference_of
from tests.bim.models import building, guid, model_bytes, standard, wall

FAMILIES = {
    "grf": {"not_placed", "placed_by_site", "crs_not_by_code", "contexts_differ", "place_mended"},
    "pjs": {code for code in CODES if code.startswith(("unit", "global_id"))} - {"units_missing"},
    "sps": {code for code, word in CODES.items() if word.group == "tree"} - {"container_empty"},
    "ojt": {code for code, word in CODES.items() if word.group == "kinds"},
    "qty": set(),
}  # fmt: skip


AGAIN = b"#154=IFCRELCONTAINEDINSPATIALSTRUCTURE('0Raaaaaaaaaaaaaaaaaa99',$,$,$,(#1007),#51);\n"


def found_in(tmp_path, content):
    path = tmp_path / "m.ifc"
    path.write_bytes(content)
    opened = open_ifc(path, work=tmp_path)
    findings = check_file(opened, numbered(opened.file), georeference_of(opened.file))
    return {one.code: one for one in findings}


def schema_findings(path, *, seconds=60, by_forms=True):
    file = ifcopenshell.open(str(path), ".ifc", lazy=True)
    tokens = tokens_of(instances_of(path.read_bytes()))
    with hearing(file, tokens if by_forms else None, seconds=seconds) as heard:
        return list(heard.findings())


def test_an_ordinary_building_has_little_said_of_it(tmp_path):
    found = found_in(tmp_path, building(standard()))
    assert set(found) == {"units_missing", "not_placed"}


def test_what_the_header_leaves_out_and_a_label_that_was_changed(tmp_path):
    content = building(standard(), label="IFC4X3_ADD1").replace(b"('A. Author')", b"('')")
    content = content.replace(b"'2026-03-02T08:00:00'", b"''").replace(b"'a test'", b"''")
    found = found_in(tmp_path, content)
    assert {"header_author_missing", "header_time_missing", "header_program_missing"} <= set(found)
    assert found["label_rewritten"].facts == {"label": "IFC4X3_ADD1", "schema": "IFC4X3"}


def test_repeated_and_malformed_identities_name_their_elements(tmp_path):
    content = building(standard()).replace(guid(1).encode(), guid(0).encode())
    content = content.replace(guid(2).encode(), b"no guid!")
    found = found_in(tmp_path, content)
    assert found["global_id_repeated"].count == 2
    assert found["global_id_repeated"].elements == (guid(0),)
    assert found["global_id_malformed"].facts["example"] == "no guid!"


def test_elements_outside_and_storeys_with_nothing_in_them(tmp_path):
    content = re.sub(rb"#54=.*?;\n", b"", building(standard()))
    found = found_in(tmp_path, content)
    assert found["outside_tree"].count == 4
    assert set(found["outside_tree"].elements) == {guid(number) for number in range(4)}
    assert found["container_empty"].facts == {"kind": "IfcBuildingStorey"}


def test_damaged_names_are_told_from_chinese_ones(tmp_path):
    walls = {0: wall(0, name="\\X2\\FFFD\\X0\\ 3"), 1: wall(1, name="\\X2\\591658995899\\X0\\"),
             2: wall(2, name="???? 2"), 3: wall(3, name="M\\X2\\00FC\\X0\\ller?")}  # fmt: skip
    assert found_in(tmp_path, building(walls))["names_damaged"].elements == (guid(0), guid(2))


def test_a_foot_that_is_no_foot(tmp_path):
    unit = (
        "#20=IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0);\n#21=IFCMEASUREWITHUNIT(IFCREAL(0.305),#1);\n"
        "#22=IFCCONVERSIONBASEDUNIT(#20,.LENGTHUNIT.,'foot',#21);\n"
    )
    content = model_bytes(more=unit).replace(b"IFCUNITASSIGNMENT((#1))", b"IFCUNITASSIGNMENT((#22))")
    facts = found_in(tmp_path, content)["unit_factor_wrong"].facts
    assert (facts["name"], facts["right"]) == ("foot", 0.3048)


def test_the_validator_speaks_in_groups_and_within_its_time(tmp_path):
    path = tmp_path / "m.ifc"
    path.write_bytes(building(standard()).replace(b"'Pset_WallCommon',$,(", b"'Pset_WallCommon',$,(#30,"))
    (found,) = schema_findings(path)
    assert (found.code, found.facts["where"], found.count) == ("schema_broken", "HasProperties", 4)
    assert found.elements == tuple(guid(number, "S") for number in range(4))
    assert found.facts["lines"] == "#1008, #1018, #1028, #1038"
    assert "#1028" in sentence(found.code, found.facts, found.count)
    late = schema_findings(path, seconds=0)
    assert [one.code for one in late] == ["schema_unfinished"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"#54=", AGAIN + b"#54=", "ContainedInStructure"),
        (b".AREA.", b"$", "ProfileType"),
    ],
)
def test_a_fault_that_hangs_on_others_or_on_a_value_is_found_by_forms(tmp_path, old, new, where):
    path = tmp_path / "m.ifc"
    path.write_bytes(building(standard()).replace(old, new))
    found = schema_findings(path)
    assert any(where in one.facts.get("where", "") for one in found), found
    assert found == schema_findings(path, by_forms=False)


def test_a_form_forgets_values_and_names_but_not_kinds():
    texts = instances_of(
        b"#1=IFCA('x',#3,1.5,.T.,$);\n#2=IFCA('it''s \\X2\\5899\\X0\\',#4,-2.E-3,.T.,$);\n"
        b"#3=IFCB(1);\n#4=IFCB(7);\n"
        b"#5=IFCA('x',#3,1,.T.,$);\n#6=IFCA('x',#1,1.5,.T.,$);\n#7=IFCA('\\X2\\D800\\X0\\',#3,1.5,.T.,$);\n"
    )
    forms = forms_of(tokens_of(texts))
    assert sorted(map(forms.entities, range(len(forms.keys)))) == [[1, 2], [3, 4], [5], [6], [7]]


def test_by_forms_the_validator_says_the_same_of_real_files(shared_data):
    wrong, tried = [], 0
    for path in sorted((shared_data / "ifc").rglob("*.ifc")):
        if not 10_000 < path.stat().st_size < 150_000:
            continue
        try:
            found = schema_findings(path)
        except (ifcopenshell.Error, RuntimeError):
            continue
        tried += 1
        wrong += [path.name] if found != schema_findings(path, by_forms=False) else []
    assert tried > 20 and not wrong


def test_every_code_has_a_sentence_in_both_languages():
    for code, word in CODES.items():
        assert word.group in GROUPS and word.severity in SEVERITIES
        with translation.override("zh-hans"):
            assert re.search("[\u4e00-\u9fff]", sentence(code, {}, 3)), code
        with translation.override("en"):
            assert not re.search("[\u4e00-\u9fff]", sentence(code, {}, 3)), code


def test_the_findings_of_a_revision_are_kept_and_never_reject_it(take_in):
    content = re.sub(rb"#54=.*?;\n", b"", building(standard()))
    revision = take_in(content)
    assert revision.state == "published"
    kept = ModelFinding.objects.filter(revision=revision)
    assert kept.get(code="outside_tree").count == 4
    assert revision.counts["findings"]["error"] == kept.filter(severity="error").count() > 0


def test_files_that_break_the_rules_are_found_family_by_family(shared_data, tmp_path):
    missed, tried = [], 0
    for path in sorted((shared_data / "ifc" / "rules-pass-fail").rglob("fail-*.ifc")):
        codes = FAMILIES.get(path.name.split("-")[1][:3])
        if codes is None:
            continue
        tried += 1
        try:
            found = set(found_in(tmp_path, path.read_bytes()))
        except ModelRefused:
            continue
        missed += [path.name] if not found & codes else []
    if not tried:
        pytest.skip("no file of the rules is there")
    assert missed == []
