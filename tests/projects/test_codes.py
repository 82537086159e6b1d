"""The unit's and the project's own codes: what passes, what fails, and at which position."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc
from stdnum.iso7064 import mod_11_10

from portal.projects import codes
from portal.projects.codes import Severity, Style, check_project_code, check_uscc

PUBLISHED_NEW_CODES = [
    "2211-441900-04-02-310151",
    "2411-130202-89-01-637015",
    "2502-140109-89-01-287745",
    "2509-140602-89-05-864976",
    "2509-320193-89-01-544060",
    "2603-141124-89-05-346948",
]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "N2330110MF1234567D"])
def test_published_unit_codes_pass_without_a_word(code):
    assert check_uscc(code).clean
    assert check_uscc(code).canonical == code


def test_a_wrong_check_character_is_named_with_its_place_and_what_it_should_be():
    check = check_uscc("91350100M000100Y42")
    assert not check.ok
    assert [(f.reason, f.position, f.found, f.expected) for f in check.faults] == [("check", 18, "2", "3")]
    assert "第 18 位" in check.faults[0].sentence("zh")
    assert "18" in check.faults[0].sentence("en")


def test_a_letter_outside_the_alphabet_is_refused_at_its_place():
    check = check_uscc("91350100M000100Y4Z")
    assert [(f.reason, f.position) for f in check.faults] == [("character", 18)]
    assert check.canonical is None


def test_letters_in_the_division_part_are_refused():
    assert [(f.reason, f.position) for f in check_uscc("9135O100M000100Y43").faults] == [("character", 5)]


@pytest.mark.parametrize("text", [
    " 91350100-m000100y43 ", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100 M000100Y4 3",
])  # fmt: skip
def test_spaces_hyphens_case_and_full_width_are_cleaned(text):
    assert check_uscc(text).canonical == "91350100M000100Y43"


@pytest.mark.parametrize("text", ["", "  ", "9135", "91350100M000100Y433"])
def test_a_wrong_length_is_refused(text):
    assert check_uscc(text).faults[0].reason in {"empty", "length"}
    assert not check_uscc(text).ok


def test_village_collectives_pass_here_though_the_common_library_rejects_them():
    assert check_uscc("N2330110MF1234567D").clean
    assert not stdnum_uscc.is_valid("N2330110MF1234567D")


def test_an_unknown_registrar_and_a_wrong_inner_check_only_warn():
    first17 = "B1350100M000100Y5"
    check = check_uscc(first17 + codes.uscc_check_character(first17))
    assert check.ok
    assert {f.reason: f.severity for f in check.faults} == {
        "registrar": Severity.WARN,
        "organisation_check": Severity.WARN,
    }


@given(st.text("0123456789", min_size=8, max_size=8), st.text(codes.USCC_ALPHABET, min_size=9, max_size=9))
def test_check_characters_agree_with_the_common_library(digits, rest):
    assert codes.uscc_check_character(digits + rest) == stdnum_uscc.calc_check_digit(digits + rest)


@given(
    st.text("0123456789", min_size=8, max_size=8),
    st.text(codes.USCC_ALPHABET, min_size=9, max_size=9),
    st.integers(0, 17),
    st.sampled_from(codes.USCC_ALPHABET),
)
def test_any_single_wrong_character_is_caught(digits, rest, place, wrong):
    right = digits + rest + codes.uscc_check_character(digits + rest)
    typed = right[:place] + wrong + right[place + 1 :]
    assert check_uscc(typed).ok == (typed == right)


@pytest.mark.parametrize("code", PUBLISHED_NEW_CODES)
def test_real_new_project_codes_pass(code):
    check = check_project_code(code)
    assert check.clean
    assert (check.style, check.canonical) == (Style.NEW, code)


def test_an_invented_project_code_warns_and_can_be_made_to_refuse():
    invented = "2601-140100-89-01-123456"
    soft, hard = check_project_code(invented), check_project_code(invented, check_digit=Severity.ERROR)
    assert (soft.ok, hard.ok) == (True, False)
    assert (soft.faults[0].reason, soft.faults[0].position) == ("check", 20)


@pytest.mark.parametrize("text", [
    "25091406028905864976", "2509－140602－89－05－864976", "２５０９-140602-89-05-864976",
    " 2509—140602—89—05—864976 ", "2509 140602 89 05 864976",
])  # fmt: skip
def test_hyphens_of_any_kind_or_none_give_one_canonical_form(text):
    assert check_project_code(text).canonical == "2509-140602-89-05-864976"


@pytest.mark.parametrize("code", [
    "2017-440300-48-01-001234", "2019-330100-88-01-000001", "2020-110105-48-02-012345",
])  # fmt: skip
def test_codes_of_before_november_2020_are_old_and_carry_no_check_digit(code):
    check = check_project_code(code)
    assert (check.style, check.clean, check.canonical) == (Style.OLD, True, code)


def test_2011_is_november_2020_and_2010_is_flagged():
    assert check_project_code("2011-110105-89-01-000001").style is Style.NEW
    early = check_project_code("2010-110105-89-01-000001")
    assert "too_early" in {f.reason for f in early.faults}


@pytest.mark.parametrize("text, reason", [
    ("2509-140602-89-05-86497", "length"), ("25-0914-0602-89-05864976", "hyphens"),
    ("2509-14O602-89-05-864976", "character"), ("2599-140602-89-05-864976", "month"), ("", "empty"),
])  # fmt: skip
def test_wrong_shapes_are_refused_with_the_reason(text, reason):
    check = check_project_code(text)
    assert not check.ok
    assert check.faults[0].reason == reason


@given(st.text("0123456789", min_size=19, max_size=19))
def test_project_check_digits_agree_with_iso_7064(first19):
    assert codes.project_check_digit(first19) == mod_11_10.calc_check_digit(first19)


def test_every_reason_speaks_both_languages():
    for zh, en in codes.SENTENCES.values():
        facts = {"position": 1, "found": "x", "expected": "y"}
        assert zh.format(**facts) != en.format(**facts)
