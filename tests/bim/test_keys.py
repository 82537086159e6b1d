"""What makes two shapes one: their content, and nothing else."""

import re

import pytest

from bim.files.digests import Endless, Texts
from bim.files.instances import instances_of
from bim.files.opening import open_ifc
from bim.files.products import numbered
from bim.files.tokens import tokens_of
from bim.geometry.plan import Planner
from tests.bim.builders import Drawn


def keys(drawn: Drawn, text: bytes | None = None) -> list[str]:
    """The key of each element that has a body."""
    plan = Planner(drawn.file, texts(text or drawn.text())).plan(numbered(drawn.file))
    return [plan.keys[el] for el in sorted(plan.keys)]


def texts(text: bytes) -> Texts:
    return Texts(tokens_of(instances_of(text)))


def house(**more) -> Drawn:
    drawn = Drawn()
    wall = drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    drawn.hole(wall, more.get("hole", (1.0, 0.0, 0.0)), (1.0, 0.3, 2.0))
    return drawn


def test_a_shape_keeps_its_key_wherever_it_stands_and_whatever_it_is_called():
    drawn = Drawn()
    drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0), Name="one")
    drawn.wall((9.0, 5.0, 3.0), (4.0, 0.3, 3.0), x=(0.0, 1.0, 0.0), Name="another")
    assert len(set(keys(drawn))) == 1


def test_a_changed_measure_is_another_shape():
    drawn = Drawn()
    drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    drawn.wall((0.0, 0.0, 0.0), (4.001, 0.3, 3.0))
    assert len(set(keys(drawn))) == 2


def test_entity_numbers_do_not_count():
    text = house().text()
    moved = re.sub(rb"#(\d+)", lambda found: b"#%d" % (int(found[1]) + 4000), text)
    assert texts(text).digest(_body(text)) == texts(moved).digest(_body(moved))


def test_numbers_are_compared_as_numbers():
    text = house().text()
    spelt = text.replace(b"(4.,0.)", b"(4.0E0, 0.00)").replace(b",3.)", b",3.000)")
    assert spelt != text
    assert texts(text).digest(_body(text)) == texts(spelt).digest(_body(spelt))


def test_a_moved_opening_is_another_shape():
    assert keys(house()) == keys(house())
    assert keys(house()) != keys(house(hole=(1.5, 0.0, 0.0)))


def test_a_colour_is_part_of_the_shape():
    drawn = Drawn()
    wall, twin = (drawn.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0)) for _ in range(2))
    assert len(set(keys(drawn))) == 1
    drawn.coloured(wall.Representation.Representations[0].Items[0], (0.8, 0.1, 0.1))
    assert len(set(keys(drawn))) == 2
    drawn.coloured(twin.Representation.Representations[0].Items[0], (0.8, 0.1, 0.1))
    assert len(set(keys(drawn))) == 1


def test_units_are_part_of_the_shape():
    metres, millimetres = Drawn(), Drawn(millimetres=True)
    metres.wall((0.0, 0.0, 0.0), (4.0, 0.3, 3.0))
    millimetres.wall((0.0, 0.0, 0.0), (0.004, 0.0003, 0.003))
    assert keys(metres) != keys(millimetres)


def test_a_ring_of_entities_has_no_key():
    text = b"#1=IFCA(#2);\n#2=IFCB(#1);\n"
    with pytest.raises(Endless):
        texts(text).digest(1)


def test_a_text_that_is_not_the_file_is_not_trusted(tmp_path):
    drawn, path = house(), tmp_path / "m.ifc"
    path.write_bytes(drawn.text())
    assert open_ifc(path, work=tmp_path).texts is not None
    path.write_bytes(drawn.text().replace(b"DATA;", b"DATA;\n/*\n#9999=IFCPERSON($,$,$,$,$,$,$,$);\n*/"))
    assert open_ifc(path, work=tmp_path).texts is None
    plan = Planner(drawn.file, None).plan(numbered(drawn.file))
    assert all(key.startswith(("bodies", "product")) for key in plan.keys.values())


def test_a_semicolon_in_a_name_ends_nothing():
    text = b"#1=IFCA('a;#2=IFCB();',#3);\n#3=IFCB(1.);\n"
    assert set(instances_of(text)) == {1, 3}


def _body(text: bytes) -> int:
    found = re.search(rb"#(\d+)=IFCSHAPEREPRESENTATION", text)
    assert found
    return int(found[1])
