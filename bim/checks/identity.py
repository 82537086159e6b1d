"""GlobalIds: each of its form, each once."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bim.checks.finding import Finding, about, global_id

FORM = re.compile(r"[0-3][0-9A-Za-z_$]{21}")


def check_identity(file: Any) -> Iterator[Finding]:
    """Yield GlobalIds that are malformed, missing or used more than once."""
    roots = list(file.by_type("IfcRoot"))
    ids = [_id(one) for one in roots]
    often = {one for one, times in Counter(ids).items() if times > 1 and one}
    missing = [one for one, text in zip(roots, ids, strict=True) if not text]
    odd = [one for one, text in zip(roots, ids, strict=True) if text and not FORM.fullmatch(text)]
    doubles = [one for one, text in zip(roots, ids, strict=True) if text in often]
    yield from about("global_id_missing", missing)
    if odd:
        yield from about("global_id_malformed", odd, example=global_id(odd[0]))
    if doubles:
        yield from about("global_id_repeated", doubles, ids=len(often), example=global_id(doubles[0]))


def _id(root: Any) -> str:
    """Return a root's GlobalId, its first attribute in every schema, made fit to be told if it is odd."""
    text = root[0]
    return text if text and FORM.fullmatch(text) else global_id(root)
