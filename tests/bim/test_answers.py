"""Questions answered from columns find what the elements tell, and leave alone what they cannot."""

import pytest

from bim.catalog import answers
from bim.catalog.answers import numbers_found, page_found
from bim.catalog.gathering import FIELDS, Gathering
from bim.catalog.models import Element
from bim.catalog.models_columns import Column
from bim.catalog.questions import find
from bim.catalog.selectors import elements_of
from bim.catalog.services.publishing import FIELD_KEYS
from tests.bim.models import building, standard, wall
from tests.bim.test_elements import QUESTIONS

SETS = [
    {"P": {"A": 2, "B": "x", "T": True, "L": ["x", 3], "Both": 1, "Big": 2**60, "Word": "7"}},
    {"P": {"A": 2.5, "B": "", "T": "TRUE", "L": "x", "Word": "12"}, "Q": {"A": -1, "B": "y"}},
    {"P": {"A": "2", "B": None, "T": False, "Both": 4}, "Q": {"A": 7.25}},
    {"P": {"A": 1e-9, "B": "x", "N": 3}, "Q": {"A": 2, "B": "\N{SNOWMAN}"}},
    {"P": {"N": 0}},
    {},
]
MEASURED = [{"P": {"Both": 9}}, {"Qto": {"Width": 0.2}}, {"Qto": {"Width": 0.3}}, {}, {}, {}]
ANSWERED = (
    "P.A=2", "P.A=2.5", "!P.A=2", "P.A!=2", "P.B=x", "P.B=x,y", 'P.B=""', "P.B", "!P.B", "P.T=true",
    "P.T=false", "P.T", ".B=x", ".B=\N{SNOWMAN}", ".B", ".B!=x", ".A=2", "Q.A>2", "Q.A>=2", "Q.A<2",
    "Q.A<=2,7", "P.N>2", "P.N<=0", ".Width>0.25", "Qto.Width=0.2", ".Nowhere=1", "!.Nowhere", "Nowhere.A>1",
    "P.B=x class=IfcWall",
    'storey="Level 3" or Q.B=y', "volume>2", "volume=1", "!volume", "type!=x", "material", "status=ok",
    "class!=IfcWall", "storey=3", "Q.A=7.25,2 !.N", ".B=\0",
)  # fmt: skip
LEFT_ALONE = (
    "P.L=x", ".L", "P.Both>2", "P.Both=9", "P.Big>5", "P.A>1", ".A>1", "P.Word>1", "P.B~x", "name=x", "M17",
    "P.T>1", "Q.A>x",
)  # fmt: skip


def gathered(revision):
    """Put a revision's values together anew from its rows."""
    gathering = Gathering()
    for one in elements_of(revision):
        fields = {name: getattr(one, column) for name, column in FIELD_KEYS}
        gathering.add(one.el, fields, one.psets, one.quantities)
    gathering.keep(revision)


@pytest.fixture
def motley(take_in):
    """A revision of which every element holds other kinds of values."""
    revision = take_in(building({n: wall(n) for n in range(3)}))
    for el, (psets, quantities) in enumerate(zip(SETS, MEASURED, strict=True)):
        Element.objects.filter(revision=revision, el=el).update(psets=psets, quantities=quantities)
    gathered(revision)
    return revision


def by_elements(revision, question):
    return sorted(find(elements_of(revision), question).values_list("el", flat=True))


@pytest.mark.parametrize("question", [one for one in ANSWERED if "\0" not in one])
def test_columns_find_what_the_elements_find(question, motley):
    known = answers._known(motley, question)
    assert known is not None
    assert known.tolist() == by_elements(motley, question) == numbers_found(motley, question)


def test_no_text_holds_a_zero_byte(motley):
    known = answers._known(motley, 'P.B="x\0y"')
    assert known is not None and known.tolist() == []


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_columns_cannot_tell_is_asked_of_the_elements(question, motley):
    assert answers._known(motley, question) is None
    assert numbers_found(motley, question) == by_elements(motley, question)


def test_what_is_published_can_be_asked_by_columns(published):
    assert {one.name for one in published.columns.filter(name_of_set="")} == set(FIELDS)
    for question, _found in QUESTIONS:
        assert numbers_found(published, question) == by_elements(published, question), question


def test_a_revision_without_columns_is_answered_all_the_same(published):
    before = {question: numbers_found(published, question) for question, _found in QUESTIONS}
    Column.objects.all().delete()
    assert {question: numbers_found(published, question) for question, _found in QUESTIONS} == before


def test_too_many_columns_are_not_kept(published, monkeypatch):
    monkeypatch.setattr("bim.catalog.gathering.MOST_COLUMNS", 3)
    gathered(published)
    assert not published.columns.exists()
    assert len(numbers_found(published, "Pset_WallCommon.LoadBearing=true")) == 3


@pytest.mark.parametrize("question", ["class=IfcWall", ".ThermalTransmittance<0.3", "Wall", ""])
def test_pages_follow_one_another_to_the_end(question, published):
    met, after = [], -1
    while after is not None:
        page = page_found(published, question, after=after, most=2)
        met += [one.el for one in page.rows]
        after = page.after
    assert met == by_elements(published, question) and page.count == len(met)
    assert len(page_found(published, question, after=-1, most=len(met)).rows) == len(met)


def test_a_second_revision_keeps_columns_of_its_own(published, take_in):
    changed = standard()
    changed[1] = wall(1, bearing=False)
    later = take_in(building(changed))
    asked = "Pset_WallCommon.LoadBearing=false"
    assert (len(numbers_found(published, asked)), len(numbers_found(later, asked))) == (1, 2)
