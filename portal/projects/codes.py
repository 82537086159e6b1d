"""Check digits and shapes of the two codes every project carries: the unit's and the project's own.

Pure Python. A code is never corrected: spaces and hyphens are cleaned, everything else is reported with the
place (counted from 1, in the cleaned code) where it fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18
USCC_REGISTRARS = frozenset("123456789ANY")
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PROJECT_PARTS = (4, 6, 2, 2, 6)
PROJECT_DIGITS = sum(PROJECT_PARTS)
FIRST_NEW_STYLE = "2011"

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
_HYPHENS = re.compile(r"[-\u2010-\u2015\u2212\u00ad\ufe58\ufe63]")


class Severity(StrEnum):
    """How much a fault weighs. ``WARN`` asks a person to look, ``ERROR`` refuses."""

    WARN = "warn"
    ERROR = "error"


class Style(StrEnum):
    """Which rules a project code was issued under: GB/T 40058-2021, or those before November 2020."""

    NEW = "new"
    OLD = "old"


SENTENCES = {
    "empty": ("没有填写代码。", "The code is empty."),
    "length": ("应为 {expected} 位，实际 {found} 位。", "It has {found} characters; {expected} are needed."),
    "character": (
        "第 {position} 位“{found}”不允许出现。",
        "Character {position}, “{found}”, is not allowed.",
    ),
    "hyphens": (
        "连字符的位置应为 4-6-2-2-6。",
        "The hyphens must divide the digits as 4-6-2-2-6.",
    ),
    "check": (
        "校验位（第 {position} 位）应为“{expected}”，实际为“{found}”，请核对是否录错。",
        "The check character ({position}) should be “{expected}” but is “{found}”; look for a typing error.",
    ),
    "organisation_check": (
        "其中的组织机构代码校验位（第 {position} 位）应为“{expected}”，实际为“{found}”。",
        "The check of the organisation code inside ({position}) should be “{expected}” but is “{found}”.",
    ),
    "registrar": (
        "第 1 位“{found}”不是已知的登记管理部门。",
        "The first character, “{found}”, is no known registering department.",
    ),
    "month": (
        "第 3-4 位“{found}”既不是月份，也不是 2015-2020 年的旧代码。",
        "Characters 3-4, “{found}”, are neither a month nor an old code of 2015-2020.",
    ),
    "too_early": (
        "新规则自 2020 年 11 月起使用，“{found}”早于这个时间。",
        "The new rules began in November 2020; “{found}” is earlier.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a code. ``position`` counts from 1 in the cleaned code."""

    reason: str
    severity: Severity
    position: int | None = None
    found: str = ""
    expected: str = ""

    def sentence(self, language: str = "zh") -> str:
        """Say it in Chinese, or in English when ``language`` starts with ``en``."""
        template = SENTENCES[self.reason][language.startswith("en")]
        return template.format(position=self.position, found=self.found, expected=self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCheck:
    """The verdict on one code. ``canonical`` is the form to store, ``None`` where the shape allows none."""

    text: str
    canonical: str | None
    faults: tuple[Fault, ...]
    style: Style | None = None

    @property
    def ok(self) -> bool:
        """Tell whether nothing refuses the code; warnings may stand."""
        return all(fault.severity is not Severity.ERROR for fault in self.faults)

    @property
    def clean(self) -> bool:
        """Tell whether nothing at all was found."""
        return not self.faults


def check_uscc(text: str) -> CodeCheck:
    """Check a unified social credit code (GB 32100) by its own rules; A, N and Y registrars are accepted."""
    code = _tidy(text).replace("-", "")
    faults = tuple(_uscc_faults(code))
    broken = any(fault.severity is Severity.ERROR for fault in faults)
    return CodeCheck(text=text, canonical=None if broken else code, faults=faults)


def check_project_code(text: str, *, check_digit: Severity = Severity.WARN) -> CodeCheck:
    """Check a national investment project code; ``check_digit`` says how much a wrong last digit weighs.

    Codes of before November 2020 carry no check digit, so it is not asked of them.
    """
    tidy = _tidy(text)
    digits = tidy.replace("-", "")
    shape = _project_shape_fault(tidy, digits)
    if shape is not None:
        return CodeCheck(text=text, canonical=None, faults=(shape,))
    style = Style.NEW if 1 <= int(digits[2:4]) <= 12 else Style.OLD
    faults = tuple(_project_faults(digits, style, check_digit))
    return CodeCheck(text=text, canonical=_hyphenate(digits), faults=faults, style=style)


def canonical(text: str) -> str:
    """Return a project code as the standard writes it, or as it is where its shape allows no other."""
    return check_project_code(text).canonical or text


def uscc_check_character(first17: str) -> str:
    """Return the 18th character for 17 characters of the alphabet (GB 32100: weights 3^i mod 31)."""
    total = sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return USCC_ALPHABET[-total % 31]


def organisation_check_character(first8: str) -> str:
    """Return the 9th character of an organisation code (GB 11714)."""
    total = sum(ORGANISATION_ALPHABET.index(c) * w for c, w in zip(first8, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def project_check_digit(first19: str) -> str:
    """Return the 20th digit (ISO 7064 MOD 11,10; GB/T 17710)."""
    product = 10
    for digit in first19:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def _tidy(text: str) -> str:
    narrow = _HYPHENS.sub("-", str(text).translate(_WIDE))
    return re.sub(r"[\s\u200b\u200e\u200f\ufeff]", "", narrow).upper()


def _uscc_faults(code: str) -> Iterator[Fault]:
    shape = list(_uscc_shape_faults(code))
    yield from shape
    if shape:
        return
    expected = uscc_check_character(code[:17])
    if code[17] != expected:
        yield Fault(reason="check", severity=Severity.ERROR, position=18, found=code[17], expected=expected)
    if code[0] not in USCC_REGISTRARS:
        yield Fault(reason="registrar", severity=Severity.WARN, position=1, found=code[0])
    expected = organisation_check_character(code[8:16])
    if code[16] != expected:
        yield Fault(
            reason="organisation_check", severity=Severity.WARN, position=17, found=code[16],
            expected=expected,
        )  # fmt: skip


def _uscc_shape_faults(code: str) -> Iterator[Fault]:
    if not code:
        yield Fault(reason="empty", severity=Severity.ERROR)
        return
    if len(code) != USCC_LENGTH:
        yield Fault(reason="length", severity=Severity.ERROR, found=str(len(code)), expected=str(USCC_LENGTH))
    for position, character in enumerate(code[:USCC_LENGTH], start=1):
        allowed = USCC_ALPHABET[:10] if 3 <= position <= 8 else USCC_ALPHABET
        if character not in allowed:
            yield Fault(reason="character", severity=Severity.ERROR, position=position, found=character)


def _project_shape_fault(tidy: str, digits: str) -> Fault | None:
    if not digits:
        return Fault(reason="empty", severity=Severity.ERROR)
    for position, character in enumerate(digits, start=1):
        if character not in "0123456789":
            return Fault(reason="character", severity=Severity.ERROR, position=position, found=character)
    if len(digits) != PROJECT_DIGITS:
        return Fault(
            reason="length", severity=Severity.ERROR, found=str(len(digits)), expected=str(PROJECT_DIGITS)
        )
    if "-" in tidy and tidy != _hyphenate(digits):
        return Fault(reason="hyphens", severity=Severity.ERROR)
    return None


def _project_faults(digits: str, style: Style, check_digit: Severity) -> Iterator[Fault]:
    if style is Style.OLD:
        if not 2015 <= int(digits[:4]) <= 2020:
            yield Fault(reason="month", severity=Severity.ERROR, position=3, found=digits[2:4])
        return
    if digits[:4] < FIRST_NEW_STYLE:
        yield Fault(reason="too_early", severity=Severity.WARN, position=1, found=digits[:4])
    expected = project_check_digit(digits[:19])
    if digits[19] != expected:
        yield Fault(reason="check", severity=check_digit, position=20, found=digits[19], expected=expected)


def _hyphenate(digits: str) -> str:
    parts, at = [], 0
    for width in PROJECT_PARTS:
        parts.append(digits[at : at + width])
        at += width
    return "-".join(parts)
