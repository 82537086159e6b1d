"""Elements and bill items: the same rules as for tasks, behind the contract's policy, and quantities."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from bim.catalog.models import Element
from bim.linking import faults, rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.jobs import RENEW_JOB
from bim.linking.models import Link
from bim.linking.previewing import preview
from bim.linking.quantities import bill_lines, lines_of_element, lines_of_pair, revisions_of
from bim.linking.selectors import bill_of, list_links
from bim.linking.services.carrying import renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import link_by_hand, retire_rule, write_rule
from bim.linking.words import said
from portal.contracts.faults import ContractNotFound
from portal.contracts.models import BillItem
from portal.core.events import record_event
from portal.core.jobs import run_job
from portal.core.models import Job
from tests.bim.models import building, guid, standard, wall
from tests.conftest import NOON


@pytest.fixture
def write(engineer, bill):
    """A function that writes a rule for an item: ``write("class=IfcWall", concrete)``."""

    def make(question: str, item: BillItem, *, actor=None, **more):
        return write_rule(actor=actor or engineer, target=bill.target, revision_id=bill.revision.pk,
                          question=question, key=str(item.pk), at=NOON, **more)  # fmt: skip

    return make


def live(revision) -> dict[str, str]:
    rows = Link.objects.filter(revision=revision, state=rules.LIVE, contract__isnull=False)
    names = {str(item.pk): item.code for item in BillItem.objects.all()}
    return {global_id: names[key] for global_id, key in rows.values_list("global_id", "key")}


def test_a_rule_for_an_item_reads_itself_back_in_both_languages():
    with translation.override("zh-hans"):
        assert said("class=IfcColumn", "柱 C1", rules.ITEM) == "全部 IfcColumn → 清单项目 柱 C1"
    with translation.override("en"):
        assert said("class=IfcColumn", "C1", rules.ITEM) == "all IfcColumn → bill item C1"


def test_a_rule_links_and_a_second_item_takes_nothing_in_silence(bill, write, concrete, plaster, engineer):
    write(".FireRating", concrete)
    seen = preview(bill, list(bodies_of(bill.revision).by_el), key=str(plaster.pk), role="output")
    assert (len(seen.new), len(seen.conflicts), seen.held) == (3, 1, {str(concrete.pk): 1})
    _rule, done = write("class=IfcWall", plaster)
    assert (done.linked, done.conflicts) == (3, 1)
    (waiting,) = bill.links.filter(state=rules.CLAIMED)
    assert live(bill.revision)[guid(0)] == "010504001"
    decide(actor=engineer, target=bill.target, links=[waiting.pk], verdict="take", at=NOON)
    assert set(live(bill.revision).values()) == {"011201001"}


def test_an_element_has_one_item_of_a_role_and_bill_and_one_task_beside_it(bill, pair, rule, write, concrete):
    rule("class=IfcWall", "2")
    write("class=IfcWall", concrete)
    assert pair.links.filter(state=rules.LIVE).count() == bill.links.filter(state=rules.LIVE).count() == 4
    one = bill.links.first()
    one.pk, one.key = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)
    one.schedule_id = pair.schedule.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_a_rule_taken_back_takes_its_links_along(bill, write, concrete, engineer):
    written, _done = write("class=IfcWall", concrete)
    retire_rule(actor=engineer, target=bill.target, rule_id=written.pk, at=NOON)
    assert live(bill.revision) == {}
    with pytest.raises(faults.RuleRetired):
        retire_rule(actor=engineer, target=bill.target, rule_id=written.pk, at=NOON)


def test_items_of_other_ground_and_of_other_bills_are_refused(bill, write, elsewhere):
    with pytest.raises(faults.ItemNotThere):
        write("class=IfcWall", elsewhere)
    assert str(elsewhere.pk) not in bill.makers()


def test_coverage_names_items_without_elements(bill, write, concrete):
    write(".FireRating", concrete)
    found = coverage(bill, bodies_of(bill.revision))
    assert (found.elements, found.linked, found.makers, found.makers_linked) == (4, 1, 4, 1)
    assert [one.name for one in found.bare] == ["011201001 抹灰", "010801001 门", "030701001 配套"]


def test_links_go_on_in_the_next_revision(bill, write, concrete, engineer, take_in):
    write("class=IfcWall", concrete)
    walls = standard() | {4: wall(4)}
    del walls[2]
    Job.objects.all().delete()
    later = take_in(building(walls), model=bill.revision.model_id)
    assert Job.objects.filter(kind=RENEW_JOB, payload={"revision": str(later.pk)}).exists()
    done = renew_links(actor=engineer, pair=bill_of(bill.contract, later), at=NOON)
    assert (done.carried, done.by_rules, done.lost) == (3, 1, 1)
    assert live(later) == dict.fromkeys((guid(n) for n in (0, 1, 3, 4)), "010504001")


COSTS = (
    "#900=IFCCOSTITEM('0Kaaaaaaaaaaaaaaaaaa00',$,'C30',$,$,'{code}',$,$,$);\n"
    "#901=IFCRELASSIGNSTOCONTROL('0Kaaaaaaaaaaaaaaaaaa01',$,$,$,(#1007,#1017),$,#900);\n"
)


@pytest.mark.parametrize(("code", "linked"), [
    ("010504001", 2), ("010504001003", 2), ("010504002003", 0), ("", 0),
])  # fmt: skip
def test_the_files_own_cost_items_link_where_their_code_is_the_items(bill, take_in, engineer, code, linked):
    later = take_in(building(standard(), place=COSTS.format(code=code)), model=bill.revision.model_id)
    assert [one["els"] for one in later.costs] == [[3, 4]]
    done = renew_links(actor=engineer, pair=bill_of(bill.contract, later), at=NOON)
    assert done.from_file == linked
    assert {one.source for one in bill_of(bill.contract, later).links} == ({"file"} if linked else set())


def line_of(bill, item):
    return bill_lines(bill.contract, [item], [bill.revision])[0]


def test_cubic_metres_come_from_the_closed_mesh_and_are_held_against_the_bill(bill, write, concrete):
    write("class=IfcWall", concrete)
    found = line_of(bill, concrete)
    assert (found.measured.quantity, found.measured.elements) == (Decimal("9.600"), 4)
    assert (found.measured.computed, found.measured.declared, found.measured.unknown) == (4, 0, 0)
    assert found.off_pct == Decimal("-4.0")


def test_square_metres_come_from_the_file_and_without_them_all_there_is_no_difference(bill, write, plaster):
    write("class=IfcWall", plaster)
    assert (line_of(bill, plaster).measured.quantity, line_of(bill, plaster).off_pct) == (None, None)
    walls = Element.objects.filter(revision=bill.revision, ifc_class="IfcWall")
    first = walls.order_by("el").first()
    Element.objects.filter(revision=bill.revision, el=first.el).update(
        quantities={"Qto_WallBaseQuantities": {"GrossSideArea": 13.0, "NetSideArea": 12.0, "Length": 4.0}}
    )
    partly = line_of(bill, plaster)
    assert (partly.measured.quantity, partly.measured.unknown, partly.off_pct) == (Decimal("12.000"), 3, None)
    walls.update(quantities={"Own": {"NetSideArea": 12.0}})
    whole = line_of(bill, plaster)
    assert (whole.measured.quantity, whole.measured.declared, whole.off_pct) == (Decimal("48.000"), 4, 0)


def test_pieces_are_counted_and_a_set_of_all_is_nothing_to_measure(bill, write, door, fittings):
    write("class=IfcWall", door)
    assert (line_of(bill, door).measured.quantity, line_of(bill, door).measured.counted) == (4, 4)
    write("T0", fittings, role=rules.INPUT)
    assert line_of(bill, fittings).measured.quantity is None


def test_an_element_tells_its_items_to_those_who_see_the_contract(
    bill, write, concrete, engineer, person, anyone
):
    write("class=IfcWall", concrete)
    told = lines_of_element(actor=engineer, revision=bill.revision, global_id=guid(0))
    assert [(one.item.code, one.measured.quantity) for one in told] == [("010504001", Decimal("2.400"))]
    for actor in (person("con"), person("land"), anyone):
        assert lines_of_element(actor=actor, revision=bill.revision, global_id=guid(0)) == []
        assert not list_links(actor=actor).filter(contract__isnull=False).exists()


def test_who_may_not_see_the_contract_finds_none_and_readers_do_not_link(
    write, concrete, person, anyone
):
    with pytest.raises(faults.LinkingNotYours):
        write("class=IfcWall", concrete, actor=person("aud"))
    for actor in (person("con"), anyone):
        with pytest.raises(ContractNotFound):
            write("class=IfcWall", concrete, actor=actor)


def test_by_hand_and_only_standing_revisions_are_told_on_the_contract(bill, engineer, concrete, take_in):
    link_by_hand(actor=engineer, target=bill.target, revision_id=bill.revision.pk, at=NOON,
                 global_ids=[guid(1), guid(2)], key=str(concrete.pk))  # fmt: skip
    assert [one.pk for one in revisions_of(actor=engineer, contract=bill.contract)] == [bill.revision.pk]
    assert line_of(bill, concrete).measured.elements == 2
    later = take_in(building(standard()), model=bill.revision.model_id)
    assert [one.pk for one in revisions_of(actor=engineer, contract=bill.contract)] == [later.pk]


def test_an_item_drawn_in_two_models_is_held_against_the_bill_once(bill, engineer, write, concrete, take_in):
    write("class=IfcWall", concrete)
    other = take_in(building({0: wall(0)}), name="structure")
    link_by_hand(actor=engineer, target=bill.target, revision_id=other.pk, at=NOON, global_ids=[guid(0)],
                 key=str(concrete.pk))  # fmt: skip
    line = next(one for one in lines_of_pair(actor=engineer, pair=bill) if one.item == concrete)
    assert (line.here, line.measured.elements) == (4, 5)
    assert (line.measured.quantity, line.off_pct) == (Decimal("12.000"), 20)


def test_a_bill_written_after_the_model_is_linked_by_a_job(bill, take_in, engineer):
    later = take_in(building(standard(), place=COSTS.format(code="010504001")), model=bill.revision.model_id)
    Job.objects.all().delete()
    record_event(actor=engineer, verb="contract.billed", subject_type="contract", facts={},
                 subject_id=bill.contract.pk)  # fmt: skip
    (job,) = Job.objects.filter(kind=RENEW_JOB)
    run_job(job_id=str(job.pk))
    assert (live(later), live(bill.revision)) == ({guid(0): "010504001", guid(1): "010504001"}, {})


def test_items_that_left_the_bill_are_told_with_their_elements(bill, write, concrete):
    write("class=IfcWall", concrete)
    BillItem.objects.filter(pk=concrete.pk).delete()
    again = bill_of(bill.contract, bill.revision)
    assert [(one.key, one.elements) for one in coverage(again, bodies_of(bill.revision)).gone] == [
        (str(concrete.pk), 4)
    ]
