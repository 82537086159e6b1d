"""What stands against a verb on a model."""

from django.utils.translation import gettext_lazy as _

from bim.checks.ids.problem import sentence
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable


class ModelNotFound(NotFound):
    """No such model, or one the actor may not see."""

    message = _("There is no model {model_id}.")


class RevisionNotFound(NotFound):
    """No such revision, or one the actor may not see."""

    message = _("There is no revision {revision_id}.")


class ElementNotFound(NotFound):
    """No such element in the revision."""

    message = _("There is no element {global_id} in this revision.")


class TileNotFound(NotFound):
    """No such file in the revision."""

    message = _("There is no tile {name} in this revision.")


class PlaceNotThere(NotFound):
    """No such site, section or structure, or one the actor may not see."""

    message = _("There is no site, section or structure {feature_id}.")


class StructureNotFound(NotFound):
    """No such structure, or one the actor may not see."""

    message = _("There is no structure {feature_id}.")


class FederationNotFound(NotFound):
    """No such federation, or one the actor may not see."""

    message = _("There is no federation {federation_id}.")


class SendingForbidden(Forbidden):
    """Not for this role."""

    message = _("Models are sent and placed by the project's unit, its engineers and contractors.")


class NotPublished(Conflict):
    """Nothing of it may be seen yet."""

    message = _("Revision {number} is not published: {state}.")


class DisciplineUnknown(Invalid):
    """A code outside the list."""

    message = _("There is no discipline “{discipline}”.")


class OtherModel(Invalid):
    """Two revisions of different models."""

    message = _("Only revisions of one model can be compared.")


class OtherStructure(Invalid):
    """A federation is of one structure."""

    message = _("Only models of one structure can be joined.")


class ReasonMissing(Invalid):
    """A decision without a reason."""

    message = _("Say why the model is placed there.")


class ModelKept(Conflict):
    """Something came of the model, or hangs on it."""

    message = _("The model “{name}” stays: only one whose every file was rejected can be removed.")


class NotPlaced(Conflict):
    """The file does not say where it stands and nobody decided."""

    message = _("The model is not placed on the map.")


class PropertyUnknown(Invalid):
    """Nothing to colour by."""

    message = _("Elements cannot be coloured by “{by}”. Take a field or Set.Property.")


class PlacementInvalid(Invalid):
    """Numbers are missing."""

    message = _("A placement needs two matched points, or longitude, latitude, rotation and height.")


class PlaceTooFar(Invalid):
    """A slip of the hand, or another project's ground."""

    message = _("The place lies {distance_m} m from the project's ground; up to {most_m} m are taken.")


class IdsNotFound(NotFound):
    """No such file of requirements, or one the actor may not see."""

    message = _("There is no IDS file {ids_id}.")


class IdsForbidden(Forbidden):
    """Not for this role, or not for this organisation."""

    message = _("IDS files are kept by departments, planners and, for their unit, owners' engineers.")


class CheckingForbidden(Forbidden):
    """Not for this role."""

    message = _("Models are checked again by those who send them or keep IDS files.")


class IdsNotInstalled(Unavailable):
    """The program that knows IDS is missing."""

    message = _("IDS checks are not installed on this server.")


class IdsRefused(Invalid):
    """The audit found faults, or did not come to its end. ``problems``: plain, see ``checks.ids.problem``."""

    message = _("The IDS file is refused. {first}")

    def told(self) -> dict[str, object]:
        """Return the first fault as a sentence."""
        problems = self.facts.get("problems")
        listed = problems if isinstance(problems, list) else []
        return {"first": sentence(listed[0]) if listed else str(self.facts.get("reason", ""))}


class IdsFieldInvalid(Invalid):
    """Something about the file is not as it may be."""

    message = _("The part “{name}” of an IDS file cannot be “{value}”.")
