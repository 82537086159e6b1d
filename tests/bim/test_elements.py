"""Rows of elements, questions about them, colours, differences, tables."""

import pytest
from django.db import connection

from bim.catalog import questions
from bim.catalog.changes import ValueChange, values_changed
from bim.catalog.colours import colours_of
from bim.catalog.difference import difference
from bim.catalog.exporting import csv_rows, workbook
from bim.catalog.faults import OtherModel, PropertyUnknown
from bim.catalog.models import Element
from bim.catalog.questions import find, page_of
from bim.catalog.selectors import elements_of
from bim.catalog.suggesting import suggested
from bim.elements.asking import QuestionInvalid, parse
from bim.elements.reading import read_elements
from bim.files.opening import open_ifc
from bim.files.products import numbered
from tests.bim.models import building, guid, standard, wall

UNRATED = 'class=IfcWall storey="Level 3" Pset_WallCommon.LoadBearing=true !Pset_WallCommon.FireRating'


def rows_of(path, tmp_path):
    opened = open_ifc(path, work=tmp_path)
    rows = read_elements(opened.file, numbered(opened.file), code_page=opened.code_page)
    return {row.global_id: row for row in rows}


def names(revision, question):
    return sorted(find(elements_of(revision), question).values_list("name", flat=True))


QUESTIONS = [
    (UNRATED, ["Wall 1", "外"]),
    ("class=wall", ["Wall 0", "Wall 1", "Wall 2", "外"]),
    ("class=IfcBuiltElement,IfcBuildingElement", ["Wall 0", "Wall 1", "Wall 2", "外"]),
    ('"Wall 1" or "Wall 2"', ["Wall 1", "Wall 2"]),
    ("class=IfcSite OR class=IfcWall Pset_WallCommon.LoadBearing=false", ["Site", "Wall 2"]),
    ("class=IfcWall and tag=T2 或 !class=IfcWall", ["House", "Level 3", "Site", "Wall 2"]),
    ("class!=IfcWall", ["House", "Level 3", "Site"]),
    (".FireRating", ["Wall 0"]),
    ("Pset_WallCommon.LoadBearing", ["Wall 0", "Wall 1", "Wall 2", "外"]),
    ("!Pset_WallCommon.LoadBearing", ["House", "Level 3", "Site"]),
    ('Pset_WallCommon.FireRating="REI 60"', ["Wall 0"]),
    ("Pset_WallCommon.FireRating~rei", ["Wall 0"]),
    ("Pset_WallCommon.LoadBearing=false", ["Wall 2"]),
    ("Pset_WallCommon.LoadBearing!=true", ["Wall 2"]),
    ("Pset_WallCommon.ThermalTransmittance<0.3 name~Wall", ["Wall 0", "Wall 1", "Wall 2"]),
    ("Pset_WallCommon.ThermalTransmittance>0.3", []),
    ("name=Wall", []),
    ('"Wall 1"', ["Wall 1"]),
    ("外", ["外"]),
    ("tag=T2,T3", ["Wall 2", "外"]),
    ("volume>2 status=ok", ["Wall 0", "Wall 1", "Wall 2", "外"]),
    (f"id={guid(1)}", ["Wall 1"]),
    ("class=IfcStair", []),
    ('Pset_WallCommon."Fire\'Rating\\"', []),
]


def test_questions_find_what_they_ask_for(published):
    told = {question: names(published, question) for question, _found in QUESTIONS}
    assert told == dict(QUESTIONS)


@pytest.mark.parametrize(
    "question",
    ["=3", "or wall", "wall or", "wall or or door", "class=", "size>3", "class>IfcWall", "el=many", "name<3",
     "x" * 2000],
)
def test_what_is_no_question_is_refused_with_its_place(db, question):
    with pytest.raises(QuestionInvalid):
        find(Element.objects.all(), question)


def test_the_words_of_a_question_are_told_apart():
    (terms,) = parse('!class=IfcWall,IfcSlab "Pset A"."Fire Rating"~"60 min" .Width>=0.2 wing')
    assert [(t.kind, t.set, t.name, t.op, t.negated) for t in terms] == [
        ("field", "", "class", "=", True), ("property", "Pset A", "Fire Rating", "~", False),
        ("property", "", "Width", ">=", False), ("word", "", "wing", "", False),
    ]  # fmt: skip
    assert terms[0].values == ("IfcWall", "IfcSlab")
    assert terms[2].values == (0.2,)


def test_colours_name_each_value_and_those_without_one(published):
    groups = colours_of(elements_of(published).filter(ifc_class="IfcWall"), "Pset_WallCommon.LoadBearing")
    assert [(one.value, len(one.els)) for one in groups] == [("true", 3), ("false", 1)]
    groups = colours_of(elements_of(published), "Pset_WallCommon.FireRating")
    assert [(one.value, len(one.els)) for one in groups] == [("REI 60", 1), ("", 6)]
    assert len({one.colour for one in groups}) == 2
    with pytest.raises(PropertyUnknown):
        colours_of(elements_of(published), "something")


def test_a_new_revision_differs_where_it_does_and_nowhere_else(published, take_in):
    changed = standard()
    del changed[2]
    changed[0] = wall(0, fire=True, x=1.5)
    changed[1] = wall(1, fire=True)
    changed[3] = wall(3, name="\\X2\\5916\\X0\\", height=3.4)
    changed[9] = wall(9)
    later = take_in(building(changed))
    assert later.number == 2
    found = {(one.kind, one.name): one for one in difference(published, later)}
    assert set(found) == {
        ("added", "Wall 9"), ("removed", "Wall 2"), ("moved", "Wall 0"), ("changed", "Wall 1"),
        ("changed", "外"),
    }  # fmt: skip
    assert found[("moved", "Wall 0")].moved_m == pytest.approx(1.5, abs=1e-3)
    assert found[("changed", "Wall 1")].facts == ["properties"]
    assert found[("changed", "外")].facts == ["shape"]
    assert found[("removed", "Wall 2")].el == -1
    values = values_changed(published, later, list(found.values()))
    assert values[guid(1)] == [
        ValueChange(name_of_set="Pset_WallCommon", name="FireRating", before=None, after="REI 60")
    ]
    assert set(values) == {guid(1), guid(3)} and values[guid(3)] == []


FEET = (
    "#70=IFCDIMENSIONALEXPONENTS(1,0,0,0,0,0,0);\n#71=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(0.3048),#1);\n"
    "#72=IFCCONVERSIONBASEDUNIT(#70,.LENGTHUNIT.,'FOOT',#71);\n"
    "#73=IFCSIUNIT(*,.AREAUNIT.,$,.SQUARE_METRE.);\n"
    "#74=IFCMEASUREWITHUNIT(IFCAREAMEASURE(0.09290304),#73);\n"
    "#75=IFCCONVERSIONBASEDUNIT(#70,.AREAUNIT.,'SQUARE FOOT',#74);\n"
    "#76=IFCSIUNIT(*,.MASSUNIT.,.KILO.,.GRAM.);\n#77=IFCMEASUREWITHUNIT(IFCMASSMEASURE(0.45359237),#76);\n"
    "#78=IFCCONVERSIONBASEDUNIT(#70,.MASSUNIT.,'POUND',#77);\n"
    "#79=IFCMEASUREWITHUNIT(IFCLENGTHMEASURE(0.08333333333333333),#72);\n"
    "#80=IFCCONVERSIONBASEDUNIT(#70,.LENGTHUNIT.,'INCH',#79);\n"
    "#81=IFCCONTEXTDEPENDENTUNIT(#70,.LENGTHUNIT.,'BRICK');\n"
    "#82=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);\n"
    "#83=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa01',$,'Qto',$,$,(#84,#85,#86,#87,#88,#89));\n"
    "#84=IFCQUANTITYLENGTH('Feet',$,$,10.,$);\n#85=IFCQUANTITYAREA('Area',$,$,100.,$);\n"
    "#86=IFCQUANTITYWEIGHT('Mass',$,$,2.,$);\n#87=IFCQUANTITYLENGTH('Inches',$,#80,12.,$);\n"
    "#88=IFCQUANTITYLENGTH('Bricks',$,#81,7.,$);\n#89=IFCQUANTITYLENGTH('Millimetres',$,#82,1500.,$);\n"
    "#90=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa02',$,$,$,(#1007),#83);\n"
)


def test_quantities_in_feet_inches_and_pounds_become_si(tmp_path):
    """A quantity's own unit goes before the project's; one that no standard knows is left as it stands."""
    path = tmp_path / "feet.ifc"
    content = building(standard(), place=FEET)
    path.write_bytes(content.replace(b"IFCUNITASSIGNMENT((#1))", b"IFCUNITASSIGNMENT((#72,#75,#78))"))
    wall = rows_of(path, tmp_path)[guid(0)]
    assert wall.quantities["Qto"] == pytest.approx({
        "Feet": 3.048, "Area": 9.290304, "Mass": 0.90718474, "Inches": 0.3048, "Bricks": 7.0,
        "Millimetres": 1.5,
    })  # fmt: skip
    assert wall.units["Qto"] == {
        "Feet": "m", "Area": "m2", "Mass": "kg", "Inches": "m", "Bricks": "", "Millimetres": "m",
    }  # fmt: skip


def test_a_changed_quantity_is_told_with_its_unit(take_in):
    measured = (
        "#60=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa01',$,'Mengen',$,$,(#61));\n"
        "#61=IFCQUANTITYAREA('Fl',$,$,{area},$);\n"
        "#62=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa02',$,$,$,(#1007),#60);\n"
    )
    before = take_in(building(standard(), place=measured.format(area=9.5)))
    walls = standard() | {0: wall(0, fire=True, name="North")}
    after = take_in(building(walls, place=measured.format(area=9.25)))
    (values,) = values_changed(before, after, difference(before, after)).values()
    assert values == [
        ValueChange(name_of_set="", name="name", before="Wall 0", after="North"),
        ValueChange(name_of_set="Mengen", name="Fl", before=9.5, after=9.25, unit="m2"),
    ]


def test_a_revision_does_not_differ_from_itself(published, take_in):
    assert difference(published, published) == []
    other = take_in(building(standard()), name="another")
    with pytest.raises(OtherModel):
        difference(published, other)


def test_many_finds_are_walked_to_and_few_sorted_with_the_same_answer(take_in, monkeypatch):
    revision = take_in(building({number: wall(number) for number in range(9)}))
    rows = find(elements_of(revision), "class=IfcWall")
    few = [one.el for one in page_of(rows, found=rows.count(), after=2, most=4)]
    monkeypatch.setattr(questions, "SORTED", 3)
    many = page_of(rows, found=rows.count(), after=2, most=4)
    assert [one.el for one in many] == few and len(few) == 4
    assert "+" not in str(many.query).split("ORDER BY")[1]


@pytest.mark.parametrize(
    ("question", "indexes"),
    [
        ("type~Exterior", ["element_type_words"]),
        ("name~Exterior", ["element_name_words"]),
        ("Qto.NetVolume=7", ["element_psets", "element_quantities"]),
    ],
)
def test_texts_and_values_are_found_by_their_indexes(question, indexes, published):
    wanted = find(Element.objects.all(), question).order_by().values_list("el")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = wanted.explain()
    assert all(f" on {name} " in plan for name in indexes), plan


def test_the_table_holds_what_was_asked_for_and_runs_no_formula(take_in):
    revision = take_in(building({0: wall(0, name="=1+1", fire=True)}))
    rows = find(elements_of(revision), "class=IfcWall")
    text = b"".join(csv_rows(rows, ("Pset_WallCommon.FireRating",))).decode("utf-8-sig")
    head, line = text.splitlines()
    assert head.endswith("Pset_WallCommon.FireRating")
    assert "'=1+1" in line and line.endswith("REI 60")
    assert workbook(rows, ()).read(2) == b"PK"


def test_sets_of_type_and_element_materials_and_places_of_a_real_house(shared_data, tmp_path):
    rows = rows_of(shared_data / "ifc" / "building" / "AC20-FZK-Haus.ifc", tmp_path)
    row = next(one for one in rows.values() if one.name == "Wand-Int-ERDG-4")
    assert row.ifc_class == "IfcWallStandardCase"
    assert row.psets["Pset_WallCommon"] == {"ThermalTransmittance": 1.5}
    assert row.materials == [{"name": "Leichtbeton 102890359", "thickness_m": 0.24}]
    assert row.quantities["BaseQuantities"]["NetVolume"] == pytest.approx(1.72, abs=2)
    by_el = {one.el: one for one in rows.values()}
    assert by_el[row.storey].name == "Erdgeschoss"
    windows = [one for one in rows.values() if one.ifc_class == "IfcWindow"]
    assert windows and all(one.storey >= 0 for one in windows)


def test_names_in_shift_jis_are_read(shared_data, tmp_path):
    rows = rows_of(shared_data / "ifc" / "cjk" / "ac16_sjis.ifc", tmp_path)
    assert any(one.type_name.startswith("コンクリート-構造2") for one in rows.values())


def test_wholes_that_lead_in_a_circle_end(tmp_path):
    ring = (
        "#80=IFCELEMENTASSEMBLY('0Daaaaaaaaaaaaaaaaaa01',$,'A',$,$,#7,$,$,$,$);\n"
        "#81=IFCELEMENTASSEMBLY('0Daaaaaaaaaaaaaaaaaa02',$,'B',$,$,#7,$,$,$,$);\n"
        "#82=IFCRELAGGREGATES('0Daaaaaaaaaaaaaaaaaa03',$,$,$,#80,(#81));\n"
        "#83=IFCRELAGGREGATES('0Daaaaaaaaaaaaaaaaaa04',$,$,$,#81,(#80));\n"
    )
    path = tmp_path / "ring.ifc"
    path.write_bytes(building(standard(), place=ring))
    rows = rows_of(path, tmp_path)
    assert {row.storey for row in rows.values() if row.ifc_class == "IfcElementAssembly"} == {-1}


def test_what_is_suggested_is_found_and_tells_elements_apart(published):
    told = suggested(published)
    assert told.searches
    for one in told.searches:
        assert find(elements_of(published), one.q).count() == one.count > 0
    assert any(one.q.startswith("class=IfcWall storey=") for one in told.searches)
    by = {one.by: one.values for one in told.colours}
    assert by["Pset_WallCommon.LoadBearing"] == 2
    assert "Pset_WallCommon.ThermalTransmittance" not in by
    for one in told.colours:
        assert len([group for group in colours_of(elements_of(published), one.by) if group.value]) > 1


def test_what_some_walls_lack_is_suggested_and_what_all_lack_is_not(take_in):
    def lacking(walls):
        found = suggested(take_in(building(walls))).searches
        return [one.q for one in found if one.q.startswith("class=IfcWall !")]

    assert lacking({n: wall(n, fire=n < 2) for n in range(4)}) == [
        "class=IfcWall !Pset_WallCommon.FireRating"
    ]
    assert lacking({n: wall(n) for n in range(4)}) == []
