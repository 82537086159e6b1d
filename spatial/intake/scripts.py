"""How natural a text looks in each encoding an office may send. Scores are 0 to 1.

A wrong decoding gives rare characters: GB 2312 level 1 (the 3755 everyday characters) hardly ever appears
when another encoding is read as GBK, and an accent of western Europe stands beside plain letters.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

CANDIDATES = ("utf-8", "gb18030", "big5", "cp932", "euc_kr", "cp1252", "cp1251")
# One ideograph between Latin letters is an accent read wrongly; "A区" and "K2桥" are not meant.
_LONE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?=[a-z])")
_PRIOR = {"gb18030": 1.0, "big5": 0.9, "cp932": 0.85, "euc_kr": 0.8, "cp1252": 0.9, "cp1251": 0.85}
_MARKS = frozenset(
    "，。、；：？！“”‘’（）《》〈〉【】—…·～－×÷±℃％‰㎡㎥°′″①②③④⑤⑥⑦⑧⑨⑩ＡＢＣＫ０１２３４５６７８９　"
)


def score(samples: Sequence[bytes], encoding: str, *, cut: bool = False) -> float:
    """Return how natural the samples look in an encoding; 0 when one cannot be decoded at all.

    ``cut``: the samples come from fields of fixed width, whose last character may be cut in half.
    """
    texts = [decode_sample(sample, encoding, cut=cut) for sample in samples]
    readable = [text for text in texts if text is not None]
    if len(readable) < len(texts) * 0.98 or not readable:
        return 0.0
    foreign = "".join(readable)
    if all(ord(c) < 128 for c in foreign):
        return 0.0
    if encoding == "utf-8":
        return 0.99 if sum(ord(c) > 127 for c in foreign) > 1 else 0.9
    natural = _NATURAL[encoding](readable)
    return round(natural * _PRIOR[encoding] * len(readable) / len(texts), 3)


def decode_sample(sample: bytes, encoding: str, *, cut: bool = False) -> str | None:
    """Return the text, or ``None`` when the bytes are not of this encoding."""
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        if (
            cut
            and error.start >= len(sample) - 4
            and error.reason.startswith(("incomplete", "unexpected end"))
        ):
            return sample[: error.start].decode(encoding)
        return None


@cache
def _level(encoding: str, first_lead: int, last_lead: int) -> frozenset[str]:
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)] if encoding == "big5" else range(0xA1, 0xFF)
    pairs = (bytes([lead, trail]) for lead in range(first_lead, last_lead + 1) for trail in trails)
    return frozenset("".join(pair.decode(encoding, "ignore") for pair in pairs))


def _share(texts: Sequence[str], weigh: Callable[[str], float]) -> float:
    foreign = [c for text in texts for c in text if ord(c) > 127]
    return sum(weigh(c) for c in foreign) / len(foreign) if foreign else 0.0


def _simplified(texts: Sequence[str]) -> float:
    everyday, second = _level("gb2312", 0xB0, 0xD7), _level("gb2312", 0xD8, 0xF7)
    share = _share(texts, lambda c: 1.0 if c in everyday or c in _MARKS else 0.55 if c in second else 0.1)
    lone = sum(len(_LONE.findall(text)) for text in texts)
    foreign = sum(ord(c) > 127 for text in texts for c in text)
    return share * (1 - 0.7 * lone / foreign) * (0.6 if _only_early_rows(texts) else 1.0)


def _only_early_rows(texts: Sequence[str]) -> bool:
    """Tell whether all of many characters lie in rows B0-C8: that is Korean read as Chinese."""
    early = _level("gb2312", 0xB0, 0xC8)
    foreign = [c for text in texts for c in text if "\u4e00" <= c <= "\u9fff"]
    return len(foreign) >= 10 and all(c in early for c in foreign)


def _traditional(texts: Sequence[str]) -> float:
    everyday = _level("big5", 0xA4, 0xC6)
    return _share(texts, lambda c: 1.0 if c in everyday or c in _MARKS else 0.2)


def _japanese(texts: Sequence[str]) -> float:
    def weigh(c: str) -> float:
        if "\u3041" <= c <= "\u30fe":
            return 1.0
        return 0.5 if "\u4e00" <= c <= "\u9fff" or c in _MARKS else 0.0

    return _share(texts, weigh)


def _korean(texts: Sequence[str]) -> float:
    return _share(texts, lambda c: 1.0 if "\uac00" <= c <= "\ud7a3" else 0.3 if c in _MARKS else 0.0)


def _western(texts: Sequence[str]) -> float:
    """Accented letters beside plain ones are natural; runs of accents are not."""
    hits = total = 0.0
    for text in texts:
        for at, c in enumerate(text):
            if ord(c) < 128:
                continue
            total += 1
            around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
            plain = any(n.isascii() and n.isalpha() for n in around)
            hits += 1.0 if c.isalpha() and plain else 0.7 if c in "àÀ°²³€«»–’" else 0.05
    return hits / total if total else 0.0


def _cyrillic(texts: Sequence[str]) -> float:
    """Russian is written in runs of mostly small letters; one letter alone is hardly Russian."""
    hits = total = 0.0
    for text in texts:
        for at, c in enumerate(text):
            if ord(c) < 128:
                continue
            total += 1
            run = any("А" <= n <= "я" for n in text[max(at - 1, 0) : at] + text[at + 1 : at + 2])
            hits += (1.0 if "а" <= c <= "я" else 0.85 if "А" <= c <= "Я" or c in "ёЁ№" else 0.0) * (
                1 if run else 0.2
            )
    return hits / total if total else 0.0


_NATURAL: dict[str, Callable[[Sequence[str]], float]] = {
    "gb18030": _simplified,
    "big5": _traditional,
    "cp932": _japanese,
    "euc_kr": _korean,
    "cp1252": _western,
    "cp1251": _cyrillic,
}
