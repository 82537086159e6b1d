"""Which encoding a file's text is in: by its mark, by what stands beside it, else by its bytes."""

import codecs
from collections.abc import Iterable, Sequence
from pathlib import Path

from spatial.intake.model import EncodingFinding, EncodingGuess
from spatial.intake.problems import Problem, problem, refuse
from spatial.intake.scripts import CANDIDATES, decode_sample, score

SAMPLE_BYTES = 4 << 20
MOST_SAMPLES = 4_000
SURE = 0.75
DOUBTFUL = 0.4
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = frozenset({"cp1252", "iso8859-1", "cp1250", "cp437", "cp850", "iso8859-15", "ascii"})


def canonical(name: str) -> str | None:
    """Return Python's name of an encoding however written (``936``, ``GBK``, ``ANSI 936``), or ``None``."""
    text = name.strip().strip("\0").lower().replace("ansi", "").replace("oem", "").strip(" _-")
    if text in {"936", "cp936", "gbk", "gb2312", "gb_2312-80", "54936", "x-gbk"}:
        return "gb18030"
    if text in {"65001", "cp65001"}:
        return "utf-8"
    for attempt in (text, f"cp{text}", text.replace("8859", "8859-") if text.startswith("8859") else text):
        try:
            return codecs.lookup("iso" + attempt if attempt.startswith("8859") else attempt).name
        except LookupError:
            continue
    return None


def find_in_file(path: Path, *, chosen: str = "") -> EncodingFinding:
    """Return the encoding of a text file; raise ``Refused`` when none of the known ones fits."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    if chosen:
        return _chosen(chosen)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return EncodingFinding(encoding=name, how="bom", confidence=1.0)
    wide = _without_mark(head)
    if wide:
        return EncodingFinding(encoding=wide, how="bytes", confidence=0.95)
    if _is_utf8(path):
        plain = head.isascii()
        return EncodingFinding(
            encoding="utf-8", how="ascii" if plain else "bytes", confidence=1.0 if plain else 0.99
        )
    if not head.isascii():
        return find_in_samples(lines_of(head))
    return find_in_samples(_foreign_lines(path))


def find_in_samples(samples: Sequence[bytes], *, cut: bool = False) -> EncodingFinding:
    """Return the likeliest encoding of some byte strings, with the others that remain possible."""
    foreign = [sample for sample in samples if not sample.isascii()][:MOST_SAMPLES]
    if not foreign:
        return EncodingFinding(encoding="utf-8", how="ascii", confidence=1.0)
    guesses = [_guess(foreign, encoding, cut) for encoding in CANDIDATES]
    guesses = sorted((g for g in guesses if g.score > 0), key=lambda g: -g.score)
    if not guesses:
        raise refuse("encoding_unknown")
    best = guesses[0]
    return EncodingFinding(
        encoding=best.encoding,
        how="bytes",
        confidence=_confidence(best, foreign),
        alternatives=tuple(guesses[1:]),
    )


def weigh_declared(
    declared: str, samples: Sequence[bytes], *, how: str, cut: bool = False
) -> tuple[EncodingFinding, list[Problem]]:
    """Hold a declared encoding against the bytes; the bytes win only when the label cannot be true."""
    name = canonical(declared)
    by_bytes = find_in_samples(samples, cut=cut)
    if name is None:
        return by_bytes, [problem("encoding_label_unknown", label=declared[:40], used=by_bytes.encoding)]
    if by_bytes.how == "ascii":
        return EncodingFinding(encoding=name, how=how, confidence=1.0), []
    if _believable(name, by_bytes, samples, cut):
        others = tuple(g for g in _all_guesses(by_bytes, samples, cut) if g.encoding != name)
        return EncodingFinding(encoding=name, how=how, confidence=0.95, alternatives=others), []
    return by_bytes, [problem("encoding_label_wrong", label=name, used=by_bytes.encoding)]


def doubts(finding: EncodingFinding) -> list[Problem]:
    """Return what a person should know about a finding: how it was reached when it was not stated."""
    if finding.how != "bytes" or finding.encoding == "utf-8":
        return []
    code = "encoding_guessed" if finding.confidence >= SURE else "encoding_unsure"
    others = ", ".join(guess.encoding for guess in finding.alternatives[:3] if guess.score >= DOUBTFUL)
    percent = round(finding.confidence * 100)
    if not others:
        return [problem(f"{code}_alone", encoding=finding.encoding, percent=percent)]
    return [problem(code, encoding=finding.encoding, percent=percent, others=others)]


def lines_of(data: bytes) -> list[bytes]:
    """Return the whole lines of some bytes that hold anything beyond ASCII."""
    lines = data.split(b"\n")
    if len(lines) > 1 and len(data) == SAMPLE_BYTES:
        lines.pop()
    return [line.strip() for line in lines if not line.isascii()]


def _confidence(best: EncodingGuess, samples: Sequence[bytes]) -> float:
    """Little text is little evidence: ten foreign bytes or more count fully."""
    if best.encoding == "utf-8":
        return best.score
    foreign = sum(byte > 127 for sample in samples for byte in sample)
    return round(best.score * min(1.0, 0.6 + foreign * 0.04), 3)


def _believable(name: str, by_bytes: EncodingFinding, samples: Sequence[bytes], cut: bool) -> bool:
    foreign = [s for s in samples if not s.isascii()]
    readable = sum(decode_sample(s, name, cut=cut) is not None for s in foreign)
    if readable < len(foreign) * 0.98:
        return False
    if name not in _SINGLE_BYTE or by_bytes.encoding == name:
        return True
    western = next((g.score for g in by_bytes.alternatives if g.encoding == "cp1252"), 0.0)
    return by_bytes.encoding == "cp1252" or not (by_bytes.confidence >= SURE and western < SURE)


def _all_guesses(finding: EncodingFinding, samples: Sequence[bytes], cut: bool) -> list[EncodingGuess]:
    best = _guess([s for s in samples if not s.isascii()][:MOST_SAMPLES], finding.encoding, cut)
    return [best, *finding.alternatives]


def _guess(samples: Sequence[bytes], encoding: str, cut: bool) -> EncodingGuess:
    first = decode_sample(samples[0], encoding, cut=cut) or ""
    return EncodingGuess(encoding=encoding, score=score(samples, encoding, cut=cut), sample=first[:60])


def _chosen(name: str) -> EncodingFinding:
    known = canonical(name)
    if known is None:
        raise refuse("encoding_not_known", label=name[:40])
    return EncodingFinding(encoding=known, how="chosen", confidence=1.0)


def _without_mark(head: bytes) -> str | None:
    """Return UTF-16 when every other byte is mostly zero, as in text without a mark."""
    sample = head[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _foreign_lines(path: Path) -> list[bytes]:
    for chunk in _chunks(path):
        if not chunk.isascii():
            return lines_of(chunk)
    return []


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(SAMPLE_BYTES):
            yield chunk
