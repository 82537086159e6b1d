"""Why a model cannot be taken: a code that travels, facts, and the sentence made of them here."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.intake.problems import problem
from spatial.intake.sentences import SENTENCES


class ModelRefused(Invalid):
    """The file cannot become a model."""

    message = _("The file cannot be read as a building model.")


class EmptyModelFile(ModelRefused):
    """Zero bytes."""

    message = _("The file is empty.")


class NotAModel(ModelRefused):
    """Something else under a model's name. ``found``: what its first bytes say."""

    message = _("This is no IFC file: its content looks like {found}.")


class ModelTruncated(ModelRefused):
    """The closing line is missing: the transfer or the export broke off."""

    message = _("The file breaks off before its end. Export or send it again.")


class HeaderBroken(ModelRefused):
    """No header, or not the lines the standard asks for."""

    message = _("The header of the file is missing or broken: {detail}")


class SchemaNotRead(ModelRefused):
    """A schema this product does not read."""

    message = _("The schema {label} is not read here. Export as IFC2X3, IFC4 or IFC4X3.")


class XmlNotRead(ModelRefused):
    """IFC written as XML."""

    message = _("IFC written as XML is not read here. Export the model as .ifc or .ifczip.")


class JsonNotRead(ModelRefused):
    """IFC 5 drafts, or other JSON."""

    message = _("IFC written as JSON (IFC 5 draft) is not read here. Export the model as .ifc or .ifczip.")


class ArchiveRefused(ModelRefused):
    """An archive that could harm or is broken. ``reason``: the code of what is wrong with it."""

    message = _("The archive is refused: {detail}")

    def told(self) -> dict[str, object]:
        """Return what is wrong with it in the reader's language; it was found where nobody reads."""
        code = str(self.facts.get("reason", ""))
        if code not in SENTENCES:
            return {"detail": code}
        facts = {name: value for name, value in self.facts.items() if isinstance(value, (str, int, float))}
        return {"detail": problem(code, **facts).sentence(get_language() or "zh")}


class ArchiveWithoutModel(ModelRefused):
    """Nothing to read inside."""

    message = _("There is no IFC file in the archive.")


class ArchiveWithManyModels(ModelRefused):
    """One revision is one file."""

    message = _("The archive holds {found} IFC files; send them one by one.")


class ModelTooLarge(ModelRefused):
    """More than is taken."""

    message = _("The file has {found_mb} MB; at most {limit_mb} MB are taken.")


class ModelNotReadable(ModelRefused):
    """The header is right, what follows is not."""

    message = _("The file cannot be parsed: {detail}")


class NoProjectInModel(ModelRefused):
    """Every IFC file has one project."""

    message = _("The file holds no IfcProject.")


class NoElementsInModel(ModelRefused):
    """Nothing to show."""

    message = _("The file holds no element: neither spatial structure nor parts.")


class ReaderOutOfTime(ModelRefused):
    """The child was ended."""

    message = _("Reading was ended after {limit} s.")


class ReaderSlow(ModelRefused):
    """The child was ended: its share of the machine was too small, or it kept silent."""

    message = _("Reading was ended after {limit} s.")


class ReaderOutOfMemory(ModelRefused):
    """The child was ended."""

    message = _("Reading needs more than the {limit_mb} MB it may use.")


class ReaderDied(ModelRefused):
    """The parser crashed."""

    message = _("The reader crashed on this file ({signal}).")


class ReaderFailed(ModelRefused):
    """The parser met what it did not foresee. ``detail``: its own last words, for the operator."""

    message = _(
        "The reader met something in this file that it cannot deal with. Export the model again; if it stays "
        "so, have the operator look at the file."
    )


class PlacementCycle(ModelRefused):
    """Placements that stand on one another in a ring. ``line``: the entity; ``global_id``: whose it is."""

    message = _(
        "Placement {line} of element {global_id} stands in the end on itself: nothing has a place. Mend the "
        "placements in the authoring program and export again."
    )


class NestedTooDeep(ModelRefused):
    """Entities within entities without end."""

    message = _("Parts of this file contain one another without end. Export the model again.")


class ValueNotRead(ModelRefused):
    """A number or sign no reader takes. ``line``: its entity; ``global_id``: what it belongs to, if told."""

    message = _(
        "“{value}” in {line} ({entity}{owner}) is no value that can be read. Mend it and export again."
    )

    def told(self) -> dict[str, object]:
        """Return the owner as a part of the sentence."""
        owner = str(self.facts.get("global_id", ""))
        return self.facts | {"owner": f", {owner}" if owner else ""}


class ReadingGivenUp(ModelRefused):
    """The work failed for reasons of its own. ``reason``: the code the job ended with."""

    message = _("Reading the model was given up ({reason}). Send it again, or tell the operator.")


def _kinds(base: type[ModelRefused]) -> dict[str, type[ModelRefused]]:
    found = {base.code(): base}
    for kind in base.__subclasses__():
        found |= _kinds(kind)
    return found


def refusal(code: str, facts: dict[str, Any]) -> ModelRefused:
    """Return the refusal a code and its facts stand for; an unknown code is the general one."""
    return _kinds(ModelRefused).get(code, ModelRefused)(**facts)
