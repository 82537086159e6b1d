"""A second revision takes what it can from the first, and is what it would be without it, byte for byte."""

import json
import re
from dataclasses import asdict

import pytest

from bim.elements.values import Reader
from bim.files.limits import MODEL_LIMITS
from bim.ingest.model import Order
from bim.ingest.stages import ingest
from tests.bim.models import building, wall
from tests.bim.test_real_geometry import FZK, real_path

OF_THE_RUN = ("seconds", "peak_mb")


def read(folder, content, cache):
    """Ingest into a folder of its own; return what was told and all files by name."""
    folder.mkdir()
    cache.mkdir(exist_ok=True)
    path = folder / "m.ifc"
    path.write_bytes(content)
    order = Order(name="m.ifc", out=str(folder / "out"), cache=str(cache), processes=2)
    told = asdict(ingest(path, order, limits=MODEL_LIMITS, work=folder, tell=lambda _stage, _percent: None))
    files = {one.name: one.read_bytes() for one in (folder / "out").rglob("*") if one.is_file()}
    reused, meshed = (told["counts"].pop(name) for name in ("reused", "meshed"))
    return {name: told[name] for name in told if name not in OF_THE_RUN}, files, reused, meshed


def held_against_scratch(tmp_path, first, second):
    """Return how many shapes the second took from the first and how many it made."""
    return both(tmp_path, first, second)[2:]


def both(tmp_path, first, second):
    """Read two revisions, the second also from nothing; return the files of both, and what was taken."""
    _told, before, _reused, _meshed = read(tmp_path / "first", first, tmp_path / "shapes")
    told, files, reused, meshed = read(tmp_path / "second", second, tmp_path / "shapes")
    afresh, made, none, all_of_them = read(tmp_path / "scratch", second, tmp_path / "nothing")
    assert (none, all_of_them) == (0, reused + meshed)
    assert files == made
    assert json.dumps(told, sort_keys=True) == json.dumps(afresh, sort_keys=True)
    return before, files, reused, meshed


def walls(lengths):
    return building({n: wall(n, length=long) for n, long in enumerate(lengths)})


def test_a_longer_wall_is_made_and_the_others_are_taken(tmp_path):
    reused, meshed = held_against_scratch(tmp_path, walls([4.0, 5.0, 6.0, 7.0]), walls([4.0, 5.0, 6.5, 7.0]))
    assert (reused, meshed) == (3, 1)


@pytest.mark.slow
def test_a_real_house_of_which_a_wall_was_raised(tmp_path, shared_data):
    content = real_path(shared_data, FZK).read_bytes()
    changed = content.replace(b",2.7);", b",2.71);")
    assert changed != content
    reused, meshed = held_against_scratch(tmp_path, content, changed)
    assert reused and meshed < reused


LISTED = "#1007,#1017,#1027"
COMMON = (
    "#60=IFCMATERIAL('Brick',$,$);\n"
    "#61=IFCRELASSOCIATESMATERIAL('0Qaaaaaaaaaaaaaaaaaa01',$,$,$,({walls}),#60);\n"
    "#62=IFCWALLTYPE('0Qaaaaaaaaaaaaaaaaaa02',$,'Type A',$,$,(#63),$,$,$,.STANDARD.);\n"
    "#63=IFCPROPERTYSET('0Qaaaaaaaaaaaaaaaaaa03',$,'Pset_Made',$,(#64,#80));\n"
    "#64=IFCPROPERTYSINGLEVALUE('Maker',$,IFCLABEL('Acme'),$);\n"
    "#65=IFCRELDEFINESBYTYPE('0Qaaaaaaaaaaaaaaaaaa04',$,$,$,({walls}),#62);\n"
    "#66=IFCCLASSIFICATION($,$,$,'Uniclass',$,$,$);\n"
    "#67=IFCCLASSIFICATIONREFERENCE($,'EF_25','Walls',#66,$,$);\n"
    "#68=IFCRELASSOCIATESCLASSIFICATION('0Qaaaaaaaaaaaaaaaaaa05',$,$,$,({walls}),#67);\n"
    "#70=IFCCOLOURRGB($,0.8,0.1,0.1);\n"
    "#71=IFCSURFACESTYLERENDERING(#70,0.,$,$,$,$,$,$,.NOTDEFINED.);\n"
    "#72=IFCSURFACESTYLE($,.BOTH.,(#71));\n#73=IFCSTYLEDITEM(#1004,(#72),$);\n"
    "#83=IFCSTYLEDITEM(#1014,(#72),$);\n"
    "#74=IFCELEMENTQUANTITY('0Qaaaaaaaaaaaaaaaaaa06',$,'Qto_WallBaseQuantities',$,$,(#75,#81));\n"
    "#75=IFCQUANTITYLENGTH('Width',$,#76,200.,$);\n#76=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);\n"
    "#81=IFCQUANTITYLENGTH('Length',$,$,7.,$);\n"
    "#77=IFCRELDEFINESBYPROPERTIES('0Qaaaaaaaaaaaaaaaaaa07',$,$,$,({walls}),#74);\n"
    "#78=IFCCARTESIANPOINT((5.,6.,7.));\n#79=IFCAXIS2PLACEMENT3D(#78,$,$);\n"
    "#82=IFCLOCALPLACEMENT(#7,#79);\n"
    "#80=IFCCOMPLEXPROPERTY('Paint',$,'coat',(#84));\n"
    "#84=IFCPROPERTYSINGLEVALUE('Shade',$,IFCLABEL('red'),$);\n"
).format(walls=LISTED)  # fmt: skip
SHARED_BY_ALL = {
    "the material": ("'Brick'", "'Stone'", "materials"), "the type": ("'Type A'", "'Type B'", "type_name"),
    "a property of the type": ("'Acme'", "'Other'", "psets"),
    "a property inside another": ("'red'", "'blue'", "psets"),
    "the name of a set": ("'Pset_Made'", "'Pset_Maker'", "psets"),
    "a property that sets share": ("IFCREAL(0.24)", "IFCREAL(0.25)", "psets"),
    "the kind of a value": ("IFCLABEL('Acme')", "IFCINTEGER(7)", "psets"),
    "a quantity": ("#76,200.", "#76,240.", "quantities"),
    "the unit of a quantity": (".MILLI.", ".CENTI.", "quantities"),
    "the units of the project": ("LENGTHUNIT.,$,.METRE", "LENGTHUNIT.,.DECI.,.METRE", "quantities"),
    "the code of a class": ("'EF_25'", "'EF_26'", "classification"),
    "the system of classes": ("'Uniclass'", "'Omniclass'", "classification"),
    "where all stand": ("((5.,6.,7.))", "((5.,6.1,7.))", "box"),
    "how high all stand": ("((5.,6.,7.))", "((5.,6.,8.))", "box"),
}  # fmt: skip


def shared():
    """Three walls that share a material, a type, sets, a class and the placement they hang on."""
    content = building({n: wall(n, length=4.0 + n) for n in range(3)}, place=COMMON)
    return re.sub(rb"(#10[012]2=IFCLOCALPLACEMENT\()\$", rb"\1#82", content)


def walls_in(files):
    rows = map(json.loads, files["elements.jsonl"].splitlines())
    return {row["global_id"]: row for row in rows if row["ifc_class"] == "IfcWall"}


@pytest.mark.parametrize("changed", SHARED_BY_ALL)
def test_what_all_walls_share_reaches_each_of_them(changed, tmp_path):
    old, new, field = SHARED_BY_ALL[changed]
    content = shared()
    assert old.encode() in content
    before, after, _reused, _meshed = both(tmp_path, content, content.replace(old.encode(), new.encode()))
    earlier, later = walls_in(before), walls_in(after)
    assert len(later) == len(earlier) == 3
    assert {row["status"] for row in later.values()} == {"ok"}
    assert all(later[one][field] != earlier[one][field] for one in later)


def test_a_style_reaches_those_that_wear_it_and_no_other(tmp_path):
    content = shared()
    assert both(tmp_path, content, content.replace(b"0.8,0.1,0.1", b"0.1,0.1,0.8"))[2:] == (1, 2)


def test_an_opening_that_is_new_is_cut(tmp_path):
    hole = (
        "#90=IFCOPENINGELEMENT('0Qaaaaaaaaaaaaaaaaaa08',$,$,$,$,#1002,#91,$,.OPENING.);\n"
        "#91=IFCPRODUCTDEFINITIONSHAPE($,$,(#92));\n#92=IFCSHAPEREPRESENTATION(#5,'Body','SweptSolid',(#93));\n"
        "#93=IFCEXTRUDEDAREASOLID(#94,#4,#33,1.);\n#94=IFCRECTANGLEPROFILEDEF(.AREA.,$,#31,1.,1.);\n"
        "#95=IFCRELVOIDSELEMENT('0Qaaaaaaaaaaaaaaaaaa09',$,$,$,#1007,#90);\n"
    )
    content = shared()
    cut = content.replace(b"#60=", hole.encode() + b"#60=")
    before, after, reused, meshed = both(tmp_path, content, cut)
    assert (reused, meshed) == (2, 1)
    volumes = [[row["volume_m3"] for row in walls_in(one).values()] for one in (before, after)]
    assert volumes[1][0] < volumes[0][0] and volumes[1][1:] == volumes[0][1:]


def test_a_set_given_to_another_wall_is_read_there(tmp_path):
    content = shared()
    other = content.replace(b"(#1007,#1017,#1027),#74", b"(#1017),#74")
    _before, after, _reused, meshed = both(tmp_path, content, other)
    assert meshed == 0
    assert [bool(row["quantities"]) for row in walls_in(after).values()] == [False, True, False]


def test_other_numbers_of_the_entities_change_nothing_and_no_set_is_read_again(tmp_path, monkeypatch):
    content = shared()
    moved = re.sub(rb"#(\d+)", lambda found: b"#%d" % (int(found[1]) + 4000), content)
    before, after, reused, meshed = both(tmp_path, content, moved)
    assert (reused, meshed) == (3, 0)
    for one in (before, after):
        for row in walls_in(one).values():
            del row["step_id"]
    assert {one: walls_in(after)[one]["psets"] for one in walls_in(after)} == {
        one: walls_in(before)[one]["psets"] for one in walls_in(before)
    }  # fmt: skip
    monkeypatch.setattr(Reader, "_read", lambda *_: pytest.fail("a set was read again"))
    read(tmp_path / "third", moved.replace(b"'Brick'", b"'Stone'"), tmp_path / "shapes")


def test_a_store_that_was_tampered_with_is_not_believed(tmp_path):
    content = shared()
    read(tmp_path / "first", content, tmp_path / "shapes")
    touched = [path for path in (tmp_path / "shapes").rglob("*") if path.is_file() and path.name != "secret"]
    for path in touched:
        kept = path.read_bytes()
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    assert len(touched) > 3
    _told, files, reused, _meshed = read(tmp_path / "second", content, tmp_path / "shapes")
    _told, afresh, _none, _all = read(tmp_path / "third", content, tmp_path / "nothing")
    assert reused == 0 and files == afresh


def test_stores_have_secrets_of_their_own(tmp_path):
    for name in ("one", "two"):
        read(tmp_path / name, shared(), tmp_path / f"shapes of {name}")
    kept = [
        {path.name for path in (tmp_path / f"shapes of {name}").rglob("*.shape")} for name in ("one", "two")
    ]  # fmt: skip
    assert len(kept[0]) == len(kept[1]) == 3 and not kept[0] & kept[1]
