"""The form that writes rules: what the model has to pick from, counted before anything is saved."""

import pytest

from bim.linking.bodies import bodies_of
from bim.linking.models import Link, LinkRule
from portal.accounts.models import User
from tests.bim.models import building, standard, wall
from tests.progress.schedules import mspdi, mspdi_task

HANDED_OVER = mspdi_task(2, days=0).replace("<Duration>", "<Milestone>1</Milestone><Duration>")


@pytest.fixture
def form(client, engineer, plan, house, project):
    """A function that posts the form of a plan with a milestone 2: ``form(deed, **fields)``."""
    client.force_login(User.objects.get(pk=engineer.user_id))
    schedule = plan(mspdi(mspdi_task(1) + HANDED_OVER))
    address = f"/projects/{project.code}/schedules/{schedule.pk}/"

    def post(deed: str, **given):
        fields = {"deed": deed, "revision": str(house.pk)} | given
        return client.post(f"{address}links/", fields, follow=True).content.decode()

    post.page = lambda: client.get(f"{address}?revision={house.pk}").content.decode()
    return post


def test_classes_and_storeys_of_the_model_are_there_to_pick(form, house):
    page = form.page()
    storey = next(one for one in bodies_of(house).by_el.values()).storey
    assert "<option>IfcWall</option>" in page and f"<option>{storey}</option>" in page
    assert 'hx-vals=\'{"deed": "count"}\'' in page


def test_a_rule_is_counted_before_it_is_written(form):
    told = form("count", **{"class": "IfcWall", "key": "1"})
    assert "全部 IfcWall → 任务" in told and "找到 4 个构件" in told and "新关联 4" in told
    assert "里程碑" not in told
    assert "里程碑" in form("count", **{"class": "IfcWall", "key": "2"})
    for called in ("T1", " T1 "):
        assert form("count", **{"class": "IfcWall", "key": called}) == told
    assert "里程碑" in form("count", **{"class": "IfcWall", "key": "T2"})
    assert "未找到构件" in form("count", **{"class": "IfcWall", "question": "没有这样的", "key": "1"})
    assert 'class="alert' in form("count", question="name=<", key="1")
    assert form("count", key="1").strip() == ""
    assert not LinkRule.objects.exists()


def test_a_rule_for_nothing_is_refused_and_may_be_meant(form):
    refused = form("rule", **{"class": "IfcDoor", "key": "1"})
    assert 'name="ahead"' in refused and "<option selected>" not in refused
    assert not LinkRule.objects.exists()
    form("rule", **{"class": "IfcDoor", "key": "1", "ahead": "1"})
    assert LinkRule.objects.get().question == 'class="IfcDoor"'


def test_a_rule_for_a_milestone_is_told(form):
    assert "该任务是里程碑" in form("rule", **{"class": "IfcWall", "key": "2"})
    assert LinkRule.objects.get().links.count() == 4


def test_tasks_tell_length_float_and_what_they_wait_for(client, engineer, plan, project):
    client.force_login(User.objects.get(pk=engineer.user_id))
    blank = mspdi_task(3, links=[1], days=2).replace("<Name>T3</Name>", "<Name></Name>")
    schedule = plan(mspdi(mspdi_task(1, days=3) + mspdi_task(2) + blank))
    page = client.get(f"/projects/{project.code}/schedules/{schedule.pk}/").content.decode()
    assert "（未命名）" in page and 'class="axis"' in page and '<span class="crit">' in page
    rows = page.split('<td class="code"')[1:4]
    assert 'class="num">3</td>' in rows[0] and '"关键">是</td>' in rows[0]
    assert 'data-label="时差（天）" class="num">4</td>' in rows[1] and '"关键">是</td>' not in rows[1]
    assert 'class="waits">1</td>' in rows[2] and ' title="3">3</td>' in rows[2]


def test_conflicts_stand_by_pair_with_what_the_model_calls_them_and_all_are_decided_at_once(form, house):
    form("rule", **{"class": "IfcWall", "key": "2"})
    page = form("rule", **{"question": "T0 or T1 or T2 or T3", "key": "1"})
    wall = next(iter(bodies_of(house).by_el.values()))
    assert "全选" in page and f'data-label="楼层">{wall.storey}</td>' in page
    assert 'name="group" value="[&quot;1&quot;, &quot;2&quot;]"' in page
    held = Link.objects.filter(state="claimed").count()
    assert held == 4
    form("decide", verdict="take", group='["1", "2"]')
    assert set(Link.objects.filter(state="live").values_list("key", flat=True)) == {"1"}
    assert not Link.objects.filter(state="claimed").exists()


def test_what_a_form_did_is_told_in_numbers(form):
    assert "已关联 4 个构件。" in form("rule", **{"class": "IfcWall", "key": "2"})
    told = form("rule", **{"question": "T0 or T1", "key": "1"})
    assert "已关联 0 个构件。" in told and "另有 2 个已属其他，待裁决：见下方。" in told
    assert "已裁决 2 个构件。" in form("decide", verdict="take", group='["1", "2"]')


def test_a_verdict_on_nothing_is_answered_on_the_same_page(form):
    form("rule", **{"class": "IfcWall", "key": "2"})
    form("rule", **{"question": "T0 or T1", "key": "1"})
    for verdict in ("take", "keep"):
        page = form("decide", verdict=verdict)
        assert "请先勾选一组或构件。" in page and 'id="conflicts"' in page
    gone = form("decide", verdict="keep", link="999999")
    assert "不存在或已处理" in gone and 'id="conflicts"' in gone


def test_an_address_of_an_older_revision_shows_the_one_after_it_and_says_so(form, house, take_in):
    later = take_in(building(standard() | {4: wall(4)}), model=house.model_id)
    page = form.page()
    assert "该模型版本已有更新" in page and f'value="{later.pk}"' in page
