"""Everything that can be said of a file: code → (severity, Chinese, English). Facts stand in braces."""

from spatial.intake.sentences_kinds import ARCHIVES, KINDS
from spatial.intake.sentences_places import PLACES, SHAPES
from spatial.intake.sentences_reading import READERS, TEXT

SENTENCES: dict[str, tuple[str, str, str]] = {**KINDS, **ARCHIVES, **READERS, **TEXT, **PLACES, **SHAPES}
