"""Scoring in pure rules: ratios, points, grades, surveys, indices, sets."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.performance.rules import formulas, grades, scoring, surveys, weights, working
from portal.performance.rules.grades import Bounds
from portal.performance.rules.library import BY_CODE, LIBRARY, SELF_EVALUATION
from portal.performance.rules.scoring import Measure, Terms
from portal.performance.rules.surveys import Component
from portal.performance.rules.weights import Planned

TERMS = Terms(over_target_pct=D(130), hit_points=D(1), band_full_pct=D(80), band_partly_pct=D(60))
BOUNDS = Bounds(excellent=D(90), good=D(80), fair=D(60), explain=D(10), joint_review=D(5))
amounts = st.decimals(min_value=0, max_value=10**12, places=2)
values = st.decimals(min_value=-(10**6), max_value=10**6, places=6)
weighty = st.decimals(min_value="0.01", max_value=100, places=2)
targets = st.decimals(min_value="0.01", max_value=10**6, places=6)


@st.composite
def measures(draw):
    direction, weight, target = draw(st.sampled_from(scoring.DIRECTIONS)), draw(weighty), draw(targets)
    gap = draw(st.none() | st.decimals(min_value="0.01", max_value=10**6, places=6))
    zero = None if gap is None else target - gap if direction == scoring.HIGHER else target + gap
    return Measure(form=scoring.PROPORTIONAL, weight=weight, direction=direction, target=target, zero=zero)


@given(measures(), values, values)
def test_points_are_bounded_and_rise_with_what_is_better(measure, one, other):
    worse, better = sorted((one, other), reverse=measure.direction == scoring.LOWER)
    low, high = scoring.judge(measure, worse, TERMS).points, scoring.judge(measure, better, TERMS).points
    assert 0 <= low <= high <= measure.weight


@given(measures())
def test_a_target_just_met_earns_the_whole_weight_and_what_earns_nothing_earns_nothing(measure):
    assert scoring.judge(measure, measure.target, TERMS).points == measure.weight
    if measure.zero is not None:
        assert scoring.judge(measure, measure.zero, TERMS).points == 0


@given(st.lists(st.tuples(measures(), values), min_size=1, max_size=12), st.randoms())
def test_the_order_of_indicators_does_not_matter(parts, random):
    judged = [scoring.judge(measure, value, TERMS) for measure, value in parts]
    mixed = list(judged)
    random.shuffle(mixed)
    assert scoring.total(judged) == scoring.total(mixed) == sum(one.points for one in judged)


@given(weighty, st.integers(min_value=0, max_value=1000), st.integers(min_value=0, max_value=1000))
def test_a_deduction_falls_with_each_hit_and_not_below_nought(weight, one, other):
    measure = Measure(form=scoring.DEDUCTION, weight=weight, direction=scoring.LOWER)
    few, many = sorted((one, other))
    more, less = (scoring.judge(measure, D(hits), TERMS).points for hits in (few, many))
    assert weight >= more >= less >= 0


def test_over_a_target_nothing_more_is_earned_and_the_target_is_doubted():
    measure = Measure(form=scoring.PROPORTIONAL, weight=D(20), target=D(1))
    just, far = scoring.judge(measure, D("1.3"), TERMS), scoring.judge(measure, D("1.300001"), TERMS)
    assert (just.points, just.over, far.points, far.over) == (20, False, 20, True)


def test_less_is_better_falls_as_the_target_over_the_value():
    measure = Measure(form=scoring.PROPORTIONAL, weight=D(10), direction=scoring.LOWER, target=D(8))
    assert scoring.judge(measure, D(16), TERMS).points == D(5)
    assert scoring.judge(measure, D(0), TERMS).points == D(10)


def test_a_veto_makes_the_whole_worth_nought():
    parts = [
        scoring.judge(Measure(form=scoring.PROPORTIONAL, weight=D(100), target=D(1)), D(1), TERMS),
        scoring.judge(Measure(form=scoring.VETO, weight=D(0)), D(1), TERMS),
    ]
    assert scoring.total(parts) == 0
    assert scoring.total(parts[:1]) == 100


def test_what_is_undefined_is_no_nought_and_leaves_the_total_undefined():
    measure = Measure(form=scoring.PROPORTIONAL, weight=D(50), target=D(1))
    undefined = scoring.judge(measure, formulas.ratio(D(5), D(0)), TERMS)
    assert undefined.points is None
    assert scoring.total([undefined, scoring.judge(measure, D(1), TERMS)]) is None
    assert scoring.total([]) is None


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [(D(90), D(100), D("0.9")), (None, D(1), None), (D(1), None, None), (D(1), D(0), None),
     (D(0), D(0), None), (D(1), D(-1), None), (D(0), D(5), D(0)), (D(1), D(3), D("0.333333"))],
)  # fmt: skip
def test_a_ratio_is_undefined_rather_than_nought(part, whole, found):
    assert formulas.ratio(part, whole) == found


def test_saving_is_negative_where_it_took_more():
    assert formulas.saving(D(100), D(97)) == D("0.03")
    assert formulas.saving(D(100), D(120)) == D("-0.2")
    assert formulas.saving(D(0), D(5)) is None


@pytest.mark.parametrize(
    ("points", "grade"),
    [("100", "excellent"), ("90", "excellent"), ("89.9999", "good"), ("89.5", "good"), ("80", "good"),
     ("79.99", "fair"), ("60", "fair"), ("59.9999", "poor"), ("0", "poor")],
)  # fmt: skip
def test_grades_are_half_open_bands_of_raw_points(points, grade):
    assert grades.grade(D(points), BOUNDS) == grade


def test_an_undefined_total_has_no_grade():
    assert grades.grade(None, BOUNDS) == ""


@pytest.mark.parametrize(
    ("own", "third", "due"), [("90", "80", True), ("90", "80.0001", False), ("70", "80", True)]
)
def test_judges_far_apart_explain(own, third, due):
    assert grades.must_explain(D(own), D(third), BOUNDS) is due


@pytest.mark.parametrize(("third", "finance", "due"), [("85", "80", True), ("84.9999", "80", False)])
def test_third_party_and_finance_review_together_from_five_points(third, finance, due):
    assert grades.must_review(D(third), D(finance), BOUNDS) is due
    assert not grades.must_review(None, D(finance), BOUNDS)


@pytest.mark.parametrize(
    ("share", "band"),
    [
        ("1", "full"),
        ("0.8", "full"),
        ("0.7999", "partly"),
        ("0.6", "partly"),
        ("0.5999", "hardly"),
        ("0", "hardly"),
    ],
)
def test_bands_of_judgement_are_half_open(share, band):
    assert scoring.band_of(D(share), TERMS) == band


def test_wilson_of_a_known_sample():
    low, high = surveys.wilson(D("0.85"), 200)
    assert (round(low, 4), round(high, 4)) == (D("0.7939"), D("0.8929"))


@given(st.lists(st.integers(min_value=0, max_value=5000), min_size=5, max_size=5))
def test_a_survey_lies_within_its_interval_and_the_interval_within_0_and_1(counts):
    found = surveys.survey(dict(zip(surveys.ANSWERS, counts, strict=True)))
    if sum(counts) == 0:
        assert found is None
    else:
        assert 0 <= found.low <= found.mean <= found.high <= 1
        assert found.size == sum(counts)


@given(st.integers(min_value=1, max_value=500))
def test_more_answers_make_the_interval_narrower(size):
    few = surveys.survey({"very_satisfied": size, "neutral": size})
    many = surveys.survey({"very_satisfied": size * 4, "neutral": size * 4})
    assert many.margin < few.margin and many.mean == few.mean


PARTS = (
    Component(name="一刻钟可达人口", weight=D(60), low=D(0), high=D(20000)),
    Component(name="事故起数", weight=D(40), low=D(10), high=D(0)),
)


def test_an_index_weighs_normalised_measures_as_published():
    assert surveys.index(PARTS, [D(10000), D(5)]) == D("0.5")
    assert surveys.index(PARTS, [D(99999), D(0)]) == D(1)
    assert surveys.index(PARTS, [D(10000), None]) is None


@given(st.lists(values, min_size=2, max_size=2))
def test_an_index_lies_between_0_and_1(found):
    assert 0 <= surveys.index(PARTS, found) <= 1


def test_every_indicator_of_the_library_can_be_reckoned():
    assert len({one.code for one in LIBRARY}) == len(LIBRARY)
    for one in LIBRARY:
        names = working.figure_names(one, PARTS)
        assert working.work(one, {}, PARTS).value is None
        assert working.work(one, dict.fromkeys(names, D(1)), PARTS).value is not None


def _planned(**weighed):
    return [
        Planned(code=code, weight=D(weight), form=BY_CODE[code].form, target=BY_CODE[code].target,
                zero=BY_CODE[code].zero)
        for code, weight in weighed.items()
    ]  # fmt: skip


def _kinds(lines, mode="finance"):
    return [(one.position, one.kind) for one in weights.flaws(lines, mode=mode, least_pct=D(60))]


def test_the_units_default_set_is_fit():
    assert sum(SELF_EVALUATION.values()) == 100
    assert _kinds(_planned(**SELF_EVALUATION), mode="unit") == []


def test_weights_sum_to_exactly_100():
    assert _kinds(_planned(completion="60", satisfaction="39.99")) == [(0, "sum")]
    assert _kinds(_planned(completion="60", satisfaction="40")) == []


def test_output_and_benefit_weigh_60_where_finance_evaluates():
    lines = _planned(basis_sufficient="40.01", completion="40", satisfaction="19.99")
    assert _kinds(lines) == [(0, "least")]
    assert _kinds(lines, mode="unit") == []


def test_a_target_of_nought_says_what_earns_nothing():
    line = Planned(code="cost_saving", weight=D(100), form="proportional", target=D(0))
    assert _kinds([line]) == [(1, "zero_missing")]
    wrong = Planned(code="cost_saving", weight=D(100), form="proportional", target=D(0), zero=D("0.1"))
    assert _kinds([wrong]) == [(1, "zero_side")]


def test_the_published_weights_of_an_index_sum_to_100():
    half = Planned(code="social_index", weight=D(100), form="proportional", target=D(1), components=PARTS[:1])
    assert _kinds([half]) == [(1, "index_sum")]
