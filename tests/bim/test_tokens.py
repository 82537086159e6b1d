"""Entities taken apart by the block are what reading each by itself would give."""

import re

import pytest

from bim.checks.known import WellForms
from bim.files import tokens as tokens_module
from bim.files.digests import Endless, Texts
from bim.files.instances import instances_of
from bim.files.tokens import MISSING, tokens_of
from bim.geometry.store import Store

ODD = (
    b"#1=IFCA('it''s #7, (1.5) not #8',#3,(1.5,-2.E-3,+0.25),.T.,$,7,-7);\n"
    b"#3= IFCB ( .METRE. , 1 ,\n #9 ) ;\n"
    b"#70000000000=IFCC(#1,#3,#70000000001,());\n#5=IFCD('\\X2\\5899\\X0\\',\"1F.\",*,(#1,#3),IFCREAL(.5));\n"
)


def held(tokens, number):
    """What one entity refers to and which numbers it has."""
    names = tokens.names.tolist()
    targets = tokens.target[tokens.source == number]
    numbers = tokens.real[tokens.holder == number].tolist()
    return (
        [names[at] if at != MISSING else None for at in targets], numbers,
        tokens.skeletons[tokens.skeleton[number]],
    )  # fmt: skip


def test_texts_numbers_and_references_are_told_apart():
    found = tokens_of(instances_of(ODD))
    assert [held(found, n) for n in range(4)] == [
        ([3], [1.5, -0.002, 0.25], b"IFCA('it''s #7, (1.5) not #8',#,(.,.,.),.T.,$,7,-7)"),
        ([None], [], b"IFCB(.METRE.,1,#)"), ([1, 3, None], [], b"IFCC(#,#,#,())"),
        ([1, 3], [], b"IFCD('\\X2\\5899\\X0\\',\"1F.\",*,(#,#),IFCREAL(.5))"),
    ]  # fmt: skip


def test_what_looks_like_a_number_and_is_none_stays_as_it_is():
    found = tokens_of(instances_of(b"#1=IFCA(1.2.3,7.);\n#2=IFCA(1.5);\n"))
    assert found.skeletons == [b"IFCA(1.2.3,.)", b"IFCA(.)"]
    assert found.real.tolist() == [7.0, 1.5]
    found = tokens_of(instances_of(b"#1=IFCA(1.x);\n#2=IFCA(1.5);\n"))
    assert found.skeletons == [b"IFCA(1.x)", b"IFCA(1.5)"] and not len(found.real)


def test_no_entity_gives_no_token():
    found = tokens_of({})
    assert not len(found.names) and found.skeletons == [] and not len(found.source)


def test_small_blocks_give_the_same(monkeypatch):
    whole = tokens_of(instances_of(ODD))
    monkeypatch.setattr(tokens_module, "BLOCK", 40)
    parts = tokens_of(instances_of(ODD))
    assert [held(parts, n) for n in range(4)] == [held(whole, n) for n in range(4)]


def test_a_real_file_is_read_as_one_entity_at_a_time_would_be(shared_data):
    texts = instances_of((shared_data / "ifc" / "building" / "AC20-FZK-Haus.ifc").read_bytes())
    found = tokens_of(texts)
    for number, text in list(enumerate(texts.values()))[::97]:
        plain = re.sub(rb"'(?:[^']|'')*'", b"''", text)
        references, numbers, _skeleton = held(found, number)
        assert references == [int(name) for name in re.findall(rb"#(\d+)", plain)]
        assert numbers == [float(one) for one in re.findall(rb"(?<=[(,])[-+]?\d+\.[\dE+-]*(?=[,)])", plain)]


def digests(text):
    return Texts(tokens_of(instances_of(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#1=A(1.,2.);", "#1=A(2.,1.);"),
        ("#1=A(#2,#3);\n#2=B(1.);\n#3=B(2.);", "#1=A(#3,#2);\n#2=B(1.);\n#3=B(2.);"),
        ("#1=A((1.),2.);", "#1=A((1.,2.));"), ("#1=A('x');", "#1=A('y');"), ("#1=A(1);", "#1=A(2);"),
        ("#1=A(#2);\n#2=B();", "#1=A(#2);\n#2=C();"), ("#1=A(#2);\n#2=B();", "#1=A(#2);"),
        ("#1=A(1.);", "#1=A(1);"), ("#1=A(.T.);", "#1=A(.F.);"),
        ("#1=A(#2,$);\n#2=B();", "#1=A($,#2);\n#2=B();"),
        ("#1=A(#2);\n#2=B(#3);\n#3=C(1.);", "#1=A(#2);\n#2=B(#3);\n#3=C(1.0000000001);"),
    ],
)  # fmt: skip
def test_whatever_differs_below_has_another_digest(one, other):
    first, second = digests(one.encode()), digests(other.encode())
    assert first.digest(1) != second.digest(1) and first.sign(1) != second.sign(1)


def test_what_hangs_above_does_not_count():
    assert digests(b"#1=A(1.);\n#2=B(#1);").digest(1) == digests(b"#1=A(1.);\n#2=C(#1,#1);").digest(1)


def test_a_secret_changes_digests_and_not_signs():
    found = tokens_of(instances_of(ODD))
    one, other = Texts(found, b"one"), Texts(found, b"other")
    assert one.digest(1) != other.digest(1) and one.sign(1) == other.sign(1)


def test_a_chain_that_is_too_deep_has_no_digest_and_ends():
    chain = b"".join(b"#%d=A(#%d);\n" % (n, n + 1) for n in range(1, 2000))
    found = digests(chain)
    assert found.digest(1999)
    with pytest.raises(Endless):
        found.digest(1)


def test_a_store_keeps_one_secret(tmp_path):
    secret = Store(tmp_path).secret()
    assert len(secret) == 16 and Store(tmp_path).secret() == secret != Store(tmp_path / "other").secret()


def test_forms_found_well_are_kept_for_their_schema_alone(tmp_path):
    WellForms(tmp_path, "IFC4").keep({1, 2**64 - 1})
    WellForms(tmp_path, "IFC4").keep({7})
    again = WellForms(tmp_path, "IFC4")
    assert [again.holds(one) for one in (1, 7, 2**64 - 1, 3)] == [True, True, True, False]
    assert not WellForms(tmp_path, "IFC2X3").holds(1)
    (kept,) = tmp_path.glob("forms-*")
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert not WellForms(tmp_path, "IFC4").holds(1)
