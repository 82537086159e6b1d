"""What a person settles about a survey, checked before it is kept."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.surveying.checking import DOCUMENTS, Subject
from spatial.survey.model import Declared

UNITS = ("", "m", "mm", "km", "degree")
ENCODINGS = ("", "gb18030", "utf-8", "utf-16", "big5")
MOST_SRID = 999_999


class ChoiceInvalid(Invalid):
    """An answer that no survey takes."""

    message = _("“{value}” is no {name} of a survey.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Answers about system, encoding, unit, layer and order of axes; empty means: as found."""

    srid: int = 0
    encoding: str = ""
    unit: str = ""
    layer: str = ""
    swap: bool = False

    def plain(self) -> dict[str, Any]:
        """Return what is kept."""
        return asdict(self)

    def declared(self) -> Declared:
        """Return them as the reader takes them."""
        return Declared(
            srid=self.srid, encoding=self.encoding, unit=self.unit, layer=self.layer, swap=self.swap
        )


def choices_from(given: dict[str, Any]) -> Choices:
    """Return the answers given; raise ``ChoiceInvalid`` for one that makes no sense."""
    srid = str(given.get("srid") or "0")
    if not (srid.isascii() and srid.isdigit() and int(srid) <= MOST_SRID):
        raise ChoiceInvalid(name="srid", value=srid[:40])
    for name, known in (("unit", UNITS), ("encoding", ENCODINGS)):
        if str(given.get(name) or "") not in known:
            raise ChoiceInvalid(name=name, value=str(given[name])[:40])
    return Choices(
        srid=int(srid), encoding=str(given.get("encoding") or ""), unit=str(given.get("unit") or ""),
        layer=str(given.get("layer") or "")[:200],
        swap=str(given.get("swap") or "").lower() in {"1", "true", "on", "yes"},
    )  # fmt: skip


def subject_from(given: dict[str, Any]) -> Subject:
    """Return what a survey is said to be: county, project, document and choices."""
    document = str(given.get("document") or "")
    if document and document not in DOCUMENTS:
        raise ChoiceInvalid(name="document", value=document[:40])
    return Subject(
        county=str(given.get("county") or "").strip()[:12], document=document,
        project=str(given.get("project") or "").strip()[:32], declared=choices_from(given).declared(),
    )  # fmt: skip
