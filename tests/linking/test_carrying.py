"""Links survive what comes after: new revisions of the model, of the schedule, and rules that go on."""

import re

import pytest

from bim.linking import rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.jobs import RENEW_JOB
from bim.linking.matching import Thing, match
from bim.linking.models import Link, LinkRule
from bim.linking.pairs import Target
from bim.linking.selectors import pair_of, task_pair
from bim.linking.services.carrying import lost_of, renew_links
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import link_by_hand, write_rule
from portal.core.models import Job
from portal.pages.linking import linked_view
from portal.progress.models import Task
from portal.progress.selectors import latest_of
from tests.bim.models import building, guid, standard, wall
from tests.conftest import NOON
from tests.linking.reissuing import drawn, reissued
from tests.progress.schedules import mspdi, mspdi_task


def live(revision) -> dict[str, str]:
    rows = Link.objects.filter(revision=revision, state=rules.LIVE)
    return dict(rows.values_list("global_id", "key"))


def renewed(actor, schedule, revision):
    pair = task_pair(actor=actor, schedule_id=schedule.pk, revision_id=revision.pk)
    return renew_links(actor=actor, pair=pair, at=NOON)


def test_by_id_and_rules_go_on_for_what_is_new(pair, rule, engineer, take_in, house):
    rule("class=IfcWall", "2")
    walls = standard() | {4: wall(4)}
    del walls[2]
    later = take_in(building(walls), model=house.model_id)
    done = renewed(engineer, pair.schedule, later)
    assert (done.carried, done.by_rules, done.lost, done.unsure) == (3, 1, 1, 0)
    assert live(later) == {guid(n): "2" for n in (0, 1, 3, 4)}
    new = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=later.pk)
    assert [one.global_id for one in lost_of(new)] == [guid(2)]
    seen = linked_view(engineer, new)
    assert (seen["lost_count"], seen["lost_ruled"], seen["lost_bare"]) == (1, 1, 0)
    again = renewed(engineer, pair.schedule, later)
    assert (again.carried, again.by_rules) == (0, 0)
    assert live(house) == {guid(n): "2" for n in range(4)}


def test_what_is_not_renewed_yet_is_not_told_as_lost(pair, rule, engineer, take_in, house):
    rule("class=IfcWall", "2")
    later = take_in(building(standard() | {4: wall(4)}), model=house.model_id)
    new = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=later.pk)
    assert linked_view(engineer, new)["not_renewed"]
    renewed(engineer, pair.schedule, later)
    assert not linked_view(engineer, new)["not_renewed"]


def test_what_moved_far_without_its_id_waits_to_be_confirmed(pair, engineer, take_in, house):
    link_by_hand(actor=engineer, target=pair.target, revision_id=house.pk, global_ids=[guid(1)],
                 key="3", at=NOON)  # fmt: skip
    moved = building(standard() | {1: wall(1, x=9.0, y=40.0)}).replace(guid(1).encode(), guid(50).encode())
    later = take_in(moved, model=house.model_id)
    done = renewed(engineer, pair.schedule, later)
    assert (done.carried, done.unsure, live(later)) == (0, 1, {})
    unsure = Link.objects.get(revision=later, state=rules.UNSURE)
    assert (unsure.how, unsure.global_id) == ("words", guid(50))
    decide(actor=engineer, target=pair.target, links=[unsure.pk], verdict="confirm", at=NOON)
    assert live(later) == {guid(50): "3"}


def test_tasks_a_new_schedule_revision_drops_are_shown(pair, rule, plan, engineer, house):
    rule("class=IfcWall", "3")
    plan(mspdi(mspdi_task(1) + mspdi_task(2, links=[1])), "q.xml")
    new = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=house.pk)
    assert new.plan.number == 2
    found = coverage(new, bodies_of(house))
    assert [(one.key, one.elements) for one in found.gone] == [("3", 4)]


def test_a_new_revision_of_either_asks_for_its_links(pair, plan, take_in, house):
    Job.objects.all().delete()
    plan(mspdi(mspdi_task(1)), "q.xml")
    later = take_in(building(standard() | {5: wall(5)}), model=house.model_id)
    asked = list(Job.objects.filter(kind=RENEW_JOB).order_by("created_at").values_list("payload", flat=True))
    assert asked == [{"schedule": str(pair.schedule.pk)}, {"revision": str(later.pk)}]


def thing(el, x=0.0, *, task="", **more):
    given = {"global_id": f"g{el}", "ifc_class": "IfcMember", "type_name": "B", "name": "bar", "tag": "",
             "storey": "L1", "shape": "s", "size": (0.02, 0.02, 1.0)} | more  # fmt: skip
    return Thing(el=el, centre=(x, 0.0, 0.0), task=task, **given)


def fresh(things):
    return [thing(one.el + 100, one.centre[0], global_id=f"n{one.el}") for one in things]


def test_a_row_of_equal_bars_keeps_its_order_without_ids():
    bars = [thing(n, 0.1 * n, task=str(n)) for n in range(50)]
    found = match(bars, fresh(bars))
    assert [(one.old + 100, one.sure) for one in found] == [(one.new, True) for one in found]


def test_two_bars_that_could_be_each_other_are_sure_only_for_one_task():
    new = [thing(101, 0.05, global_id="x"), thing(102, 0.1, global_id="y")]
    told = match([thing(1, 0.04, task="A"), thing(2, 0.06, task="B")], new)
    assert not any(one.sure for one in told if one.new == 101)
    told = match([thing(1, 0.04, task="A"), thing(2, 0.06, task="A")], new)
    assert all(one.sure for one in told if one.new == 101)


def test_the_whole_model_moved_is_no_reason_to_ask():
    old = [thing(n, 3.0 * n, name=f"bar {n}", task=str(n)) for n in range(6)]
    new = [thing(n + 100, 3.0 * n + 250.0, name=f"bar {n}", global_id=f"n{n}") for n in range(6)]
    found = match(old, new)
    assert sorted((one.old, one.new, one.sure) for one in found) == [(n, n + 100, True) for n in range(6)]


def test_an_id_on_another_kind_of_element_proves_nothing():
    assert match([thing(1)], [thing(2, 90.0, global_id="g1", ifc_class="IfcSlab")]) == []


@pytest.mark.slow
def test_all_ids_regenerated_and_a_twentieth_nudged(plan, engineer, take_in, tmp_path):
    """≥ 98 % attached again without asking, < 0.1 % to another task, in a building we draw."""
    path = drawn("school-structure-r1", tmp_path)
    first = take_in(path.read_bytes())
    ids = reissued(path, tmp_path / "again.ifc", part=0.05, most_m=0.3)
    second = take_in((tmp_path / "again.ifc").read_bytes(), model=first.model_id)
    schedule = plan(mspdi("".join(mspdi_task(n) for n in range(1, 41))))
    pair = pair_of(schedule, first)
    bodies = bodies_of(first)
    kinds = sorted({(one.storey, one.ifc_class) for one in bodies.by_el.values()})
    Link.objects.bulk_create(
        Link(schedule=schedule, revision=first, el=one.el, global_id=one.global_id, source=rules.HAND,
             key=str(1 + (kinds.index((one.storey, one.ifc_class)) * 3 + one.el % 3) % 40),
             made_by_name="x", made_at=NOON)
        for one in bodies.by_el.values()
    )  # fmt: skip
    renew_links(actor=engineer, pair=pair_of(schedule, second), at=NOON)
    was, now = live(first), live(second)
    wrong = [old for old, task in was.items() if now.get(ids[old], task) != task]
    kept = [old for old, task in was.items() if now.get(ids[old]) == task]
    assert len(was) > 300 and not LinkRule.objects.exists() and pair.links.count() == len(was)
    assert len(kept) >= 0.98 * len(was), (len(kept), len(was))
    assert len(wrong) < 0.001 * len(was), wrong


OTHERS = mspdi(mspdi_task(8) + mspdi_task(9))
MORE = (
    "<Task><UID>10</UID><ID>10</ID><Name>土建</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>"
    + mspdi_task(11).replace("<OutlineLevel>1<", "<OutlineLevel>2<")
    + mspdi_task(12, days=0).replace("<Duration>", "<Milestone>1</Milestone><Duration>")
)


def test_summaries_and_milestones_make_nothing(plan, engineer, house):
    schedule = plan(mspdi(mspdi_task(1) + MORE))
    pair = task_pair(actor=engineer, schedule_id=schedule.pk, revision_id=house.pk)
    found = coverage(pair, bodies_of(house))
    assert (found.makers, [one.key for one in found.bare]) == (2, ["1", "11"])


def test_what_is_linked_to_a_task_that_is_gone_is_without_one(pair, rule, engineer, plan, house):
    rule("class=IfcWall", "2")
    plan(OTHERS, "others.xml")
    now = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=house.pk)
    found = coverage(now, bodies_of(house))
    assert (found.linked, len(found.without), found.makers_linked) == (0, 4, 0)
    assert [(one.key, one.elements) for one in found.gone] == [("2", 4)]


def test_a_superseded_plan_leaves_no_work_to_do(pair, rule, engineer, plan, house):
    link_by_hand(actor=engineer, target=pair.target, revision_id=house.pk, global_ids=[guid(0)], key="3",
                 at=NOON)  # fmt: skip
    rule("class=IfcWall", "2")
    assert pair.links.get(state=rules.CLAIMED).key == "2"
    plan(OTHERS, "others.xml")
    renewed(engineer, pair.schedule, house)
    others = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=house.pk)
    assert coverage(others, bodies_of(house)).claimed == 0
    assert not linked_view(engineer, others)["conflicts"]
    link_by_hand(actor=engineer, target=pair.target, revision_id=house.pk, global_ids=[guid(0), guid(1)],
                 key="9", at=NOON)  # fmt: skip
    assert live(house) == {guid(0): "9", guid(1): "9", guid(2): "2", guid(3): "2"}
    plan()
    renewed(engineer, pair.schedule, house)
    back = task_pair(actor=engineer, schedule_id=pair.schedule.pk, revision_id=house.pk)
    assert back.plan.number == 3
    assert live(house)[guid(1)] == "2" and live(house)[guid(0)] == "2"
    assert (coverage(back, bodies_of(house)).claimed, coverage(back, bodies_of(house)).gone) == (0, [])


def numbered(keys):
    """Three tasks with GUIDs of their own, under these keys."""
    guid_of = "<GUID>0000000{}-0000-4000-8000-000000000000</GUID>".format
    tasks = [mspdi_task(key, more=guid_of(n)) for n, key in enumerate(keys, start=1)]
    pairs = enumerate(zip(keys, tasks, strict=True), start=1)
    named = [task.replace(f"T{key}", f"任务{n}") for n, (key, task) in pairs]
    return mspdi("".join(named))


def test_a_file_that_numbers_known_tasks_anew_loses_nothing(engineer, plan, house):
    """As MS Project writes a plan that came from elsewhere: other keys, the same GUIDs."""
    schedule = plan(numbered((1, 2, 3)))
    write_rule(actor=engineer, target=Target(schedule_id=schedule.pk), revision_id=house.pk,
               question="class=IfcWall", key="2", at=NOON)  # fmt: skip
    assert plan(numbered((7, 8, 2))).pk == schedule.pk
    latest = latest_of(schedule)
    assert latest.number == 2 and latest.warnings[-1] == {"code": "keys_kept", "count": 3, "detail": ""}
    kept = Task.objects.filter(revision=latest).order_by("position").values_list("key", "name")
    assert dict(kept) == {"1": "任务1", "2": "任务2", "3": "任务3"}
    assert set(live(house).values()) == {"2"} and len(live(house)) == 4
    plan(numbered((2, 5, 1)))
    kept = Task.objects.filter(revision=latest_of(schedule)).order_by("position")
    assert dict(kept.values_list("key", "name")) == {"1": "任务1", "2": "任务2", "3": "任务3"}


def test_a_file_without_guids_between_breaks_no_chain(plan):
    schedule = plan(numbered((1, 2, 3)))
    bare = re.sub("<GUID>[^<]*</GUID>", "", numbered((7, 8, 9)))
    plan(bare.replace("<Name>任务2</Name>", "<Name>另一名</Name>").replace("<UID>8</UID>", "<UID>2</UID>"))
    plan(numbered((4, 5, 6)).replace("任务2", "改名后"))
    kept = Task.objects.filter(revision=latest_of(schedule)).order_by("position").values_list("key", "name")
    assert dict(kept) == {"1": "任务1", "2": "改名后", "3": "任务3"}


def test_who_is_new_makes_way_for_who_is_known(engineer, plan):
    schedule = plan(numbered((1, 2, 3)))
    other = numbered((9, 8, 7)).replace("00000002-", "0000000a-").replace("任务2", "另一项").replace(
        "<UID>8</UID>", "<UID>1</UID>"
    )  # fmt: skip
    plan(other)
    kept = Task.objects.filter(revision=latest_of(schedule)).order_by("position").values_list("key", "name")
    assert dict(kept) == {"1": "任务1", "1+1": "另一项", "3": "任务3"}


def test_what_an_earlier_file_linked_comes_back_with_its_task(pair, rule, engineer, plan, house):
    rule("class=IfcWall", "2")
    Link.objects.update(source=rules.FILE, rule=None)
    LinkRule.objects.all().delete()
    plan(mspdi(mspdi_task(1) + mspdi_task(3)))
    renewed(engineer, pair.schedule, house)
    assert live(house) == {}
    plan(mspdi(mspdi_task(1) + mspdi_task(2) + mspdi_task(3)))
    renewed(engineer, pair.schedule, house)
    assert live(house) == {guid(n): "2" for n in range(4)}
