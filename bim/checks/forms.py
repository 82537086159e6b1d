"""Which entities the validator must look at: one of each form, and those that others point at wrongly.

Whether an entity keeps to the schema hangs on its form: its class, the kind of each value and the class of
each entity it names. A file of half a million entities has less than a thousand forms, so one entity speaks
for all of its form. What hangs on others, how often an entity is named, is counted apart (``inverses``).
"""

import re
from collections.abc import Mapping

from bim.files.instances import Instances, kind_of

PLAIN = rb"[ -&(-\[\]-~]|''|\\X2\\(?:(?!D[89A-F])[0-9A-F]{4})+\\X0\\|\\S\\[ -~]|\\X\\[0-9A-F]{2}"
PART = re.compile(
    rb"('(?:" + PLAIN + rb")*')|#(\d+)|(?<![\w.])([-+]?\d{1,15}\.\d{0,24}(?:[eE][-+]?\d{1,3})?)(?![\w.])"
    rb"|(?<![\w.\"])([-+]?\d{1,9})(?![\w.])"
)
"""A plain text, a reference, a real and a whole number; anything odd stays in the form as it is."""
SIGNS = (b"'", b"", b".", b"0")
Forms = dict[bytes, list[int]]


def forms_of(texts: Instances) -> Forms:
    """Return the numbers of all entities by their form, in the order of the file."""
    kinds = {entity: kind_of(text) for entity, text in texts.items()}
    forms: Forms = {}
    for entity, text in texts.items():
        forms.setdefault(form_of(text, kinds), []).append(entity)
    return forms


def form_of(text: bytes, kinds: Mapping[int, bytes]) -> bytes:
    """Return an entity's text with signs for its values and classes for what it names."""

    def sign(found: "re.Match[bytes]") -> bytes:
        which = found.lastindex or 0
        return b"#" + kinds.get(int(found[2]), b"?") if which == 2 else SIGNS[which - 1]

    return PART.sub(sign, text)
