"""Rules: run when written, read back in words, and never linking twice in silence."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from bim.elements.asking import QuestionInvalid
from bim.linking import faults, rules
from bim.linking.bodies import bodies_of
from bim.linking.coverage import coverage
from bim.linking.models import Link
from bim.linking.pairs import Target
from bim.linking.previewing import asked, preview
from bim.linking.services.deciding import decide
from bim.linking.services.ruling import Wording, link_by_hand, retire_rule, word_rule, write_rule
from bim.linking.words import said
from portal.core.models import Event
from portal.progress.faults import ScheduleNotFound
from tests.bim.models import guid
from tests.conftest import NOON
from tests.linking.conftest import PLAN


def live(pair) -> dict[str, str]:
    return dict(pair.links.filter(state=rules.LIVE).values_list("global_id", "key"))


@pytest.mark.parametrize(("question", "zh", "en"), [
    ('class=IfcColumn storey="L2"', "L2 层的全部 IfcColumn → 任务 A1230",
     "all IfcColumn on storey L2 → task A1230"),
    ("class=IfcWall,IfcSlab Pset_WallCommon.LoadBearing=true",
     "全部 IfcWall 或 IfcSlab，且 Pset_WallCommon.LoadBearing = 是 → 任务 A1230",
     "all IfcWall or IfcSlab with Pset_WallCommon.LoadBearing = yes → task A1230"),
    ("!.FireRating name~外墙", "全部构件，且 不满足（有 FireRating 的值） 且 名称 含“外墙” → 任务 A1230",
     "all elements with not (a value of FireRating) and name that holds “外墙” → task A1230"),
])  # fmt: skip
def test_a_rule_reads_itself_back_in_both_languages(question, zh, en):
    with translation.override("zh-hans"):
        assert said(question, "A1230") == zh
    with translation.override("en"):
        assert said(question, "A1230") == en


def test_a_preview_counts_and_saves_nothing(pair, rule):
    rule("T0", "1")
    bodies = bodies_of(pair.revision)
    els, bodiless = asked(pair, bodies, "class=IfcWall")
    seen = preview(pair, els, key="2", role="output")
    assert (seen.matched, len(seen.new), len(seen.conflicts), bodiless) == (4, 3, 1, 0)
    assert seen.held == {"1": 1}
    assert len(live(pair)) == 1


def test_a_rule_links_what_it_finds_and_the_log_says_so(pair, rule):
    _rule, done = rule("class=IfcWall", "2")
    assert (done.linked, done.conflicts) == (4, 0)
    assert set(live(pair).values()) == {"2"}
    assert Event.objects.filter(verb="write_rule").get().facts["linked"] == 4


def test_a_second_rule_takes_nothing_in_silence(pair, rule, engineer):
    rule(".FireRating", "1")
    _rule, done = rule("class=IfcWall", "2")
    assert (done.linked, done.conflicts) == (3, 1)
    assert live(pair)[guid(0)] == "1"
    waiting = pair.links.get(state=rules.CLAIMED)
    assert (waiting.key, waiting.global_id) == ("2", guid(0))
    decide(actor=engineer, target=pair.target, links=[waiting.pk], verdict="take", at=NOON)
    assert live(pair)[guid(0)] == "2"
    assert pair.links.get(state=rules.ENDED).why == "taken"


def test_what_was_declined_is_not_asked_again(pair, rule, engineer):
    rule(".FireRating", "1")
    rule("class=IfcWall", "2")
    waiting = pair.links.get(state=rules.CLAIMED)
    decide(actor=engineer, target=pair.target, links=[waiting.pk], verdict="keep", at=NOON)
    _rule, done = rule("Wall", "2")
    assert (done.conflicts, live(pair)[guid(0)]) == (0, "1")
    with pytest.raises(faults.LinksUnknown):
        decide(actor=engineer, target=pair.target, links=[waiting.pk], verdict="take", at=NOON)


def test_the_database_holds_one_live_link_of_a_role(pair, rule):
    rule("class=IfcWall", "2")
    one = pair.links.first()
    one.pk, one.key = None, "3"
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_a_rule_is_taken_back_with_its_links(pair, rule, engineer):
    written, _done = rule("class=IfcWall", "2")
    retire_rule(actor=engineer, target=pair.target, rule_id=written.pk, at=NOON)
    assert live(pair) == {} and not pair.rules.exists()
    assert Link.objects.filter(why="rule_retired").count() == 4
    with pytest.raises(faults.RuleRetired):
        retire_rule(actor=engineer, target=pair.target, rule_id=written.pk, at=NOON)


def test_by_hand_and_what_another_task_has_only_when_told(pair, rule, engineer):
    rule(".FireRating", "1")
    words = {"actor": engineer, "target": pair.target, "revision_id": pair.revision.pk, "at": NOON}
    done = link_by_hand(**words, global_ids=[guid(0), guid(1)], key="3")
    assert (done.linked, done.conflicts) == (1, 1)
    done = link_by_hand(**words, global_ids=[guid(0)], key="3", take=True)
    assert done.linked == 1 and live(pair) == {guid(0): "3", guid(1): "3"}
    assert not pair.links.filter(state=rules.CLAIMED).exists()


def test_coverage_names_what_is_without(pair, rule):
    rule(".FireRating", "1")
    found = coverage(pair, bodies_of(pair.revision))
    assert (found.elements, found.linked, len(found.without)) == (4, 1, 3)
    assert [(one.ifc_class, one.storey, one.elements, one.linked) for one in found.groups] == [
        ("IfcWall", "Level 3", 4, 1)
    ]
    assert (found.makers, found.makers_linked, [one.key for one in found.bare]) == (3, 1, ["2", "3"])


@pytest.mark.parametrize(("question", "task", "fault"), [
    ("", "1", faults.RuleEmpty), ("class=IfcWall", "99", faults.TaskNotThere),
    ("class>1", "1", QuestionInvalid),
])  # fmt: skip
def test_a_rule_that_says_nothing_or_nonsense_is_refused(rule, question, task, fault):
    with pytest.raises(fault):
        rule(question, task)


@pytest.mark.parametrize("called", ["2", "T2", " T2 "])
def test_a_rule_takes_a_task_by_what_people_call_it(rule, pair, called):
    made, claimed = rule("class=IfcWall", called)
    assert (made.key, claimed.linked) == ("2", 4)


def test_a_name_of_two_tasks_is_no_name(plan, house, engineer):
    twice = plan(PLAN.replace(">T3<", ">T2<"), called="另一计划")
    target = Target(schedule_id=twice.pk)
    given = {"actor": engineer, "target": target, "revision_id": house.pk, "question": "class=IfcWall",
             "at": NOON}  # fmt: skip
    with pytest.raises(faults.TaskNotThere):
        write_rule(**given, key="T2")
    assert write_rule(**given, key="T1")[0].key == "1"


def test_the_same_rule_twice_is_refused(rule):
    rule("class=IfcWall", "1")
    with pytest.raises(faults.RuleThere):
        rule(" class=IfcWall ", "1")


def test_elements_nobody_builds_are_not_linked_by_hand(pair, engineer):
    storey = "0Laaaaaaaaaaaaaaaaaa00"
    with pytest.raises(faults.ElementsUnknown):
        link_by_hand(actor=engineer, target=pair.target, revision_id=pair.revision.pk, at=NOON,
                     global_ids=[storey], key="1")  # fmt: skip


def test_others_do_not_link_and_strangers_see_nothing(rule, person, other_unit, anyone, unit):
    with pytest.raises(faults.LinkingNotYours):
        rule("class=IfcWall", "1", actor=person("aud"))
    for actor in (person("eng", organisation=other_unit, region="970102"), anyone):
        with pytest.raises(ScheduleNotFound):
            rule("class=IfcWall", "1", actor=actor)


def test_a_rule_that_finds_nothing_is_refused_unless_it_is_meant(pair, rule, engineer):
    with pytest.raises(faults.RuleFindsNothing, match="IfcDoor"):
        rule("class=IfcDoor", "2")
    made, done = word_rule(
        actor=engineer, target=pair.target, revision_id=pair.revision.pk, at=NOON, ahead=True,
        wording=Wording(question="class=IfcDoor", key="2"),
    )  # fmt: skip
    assert (made.question, done.linked) == ("class=IfcDoor", 0)
