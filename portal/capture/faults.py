"""What can be wrong with an entry from the site, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.capture import names
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound


class EntryNotFound(NotFound):
    """No such entry, or one the actor may not see."""

    message = _("There is no entry {entry}.")


class EntryKeyTaken(Conflict):
    """The key belongs to an entry that says something else."""

    message = _("Another entry was sent under the key {entry} already.")


class EntryOutOfOrder(Conflict):
    """A later entry of its kind that says a state of the same task came first."""

    message = _("Entry {number} comes too late: entry {last} of this task came before it.")


class EntryNumberTaken(Conflict):
    """Two entries of one phone with one number."""

    message = _("This phone sent another entry with the number {number} already.")


class CapturingNotYours(Forbidden):
    """Seen, but written down by others."""

    message = _("Your role writes nothing down at this project's site.")


class SiteStateNotYours(Forbidden):
    """Others say this of a task."""

    message = _("“{state}” is not for your role to say.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"state": names.word(names.STATES, str(self.facts["state"]))}


class SiteTaskNotThere(Invalid):
    """The plan moved on."""

    message = _("The schedule has no task {task} any more.")


class SiteEntryUnfit(Invalid):
    """What it says cannot be."""

    message = _("The entry cannot be taken: {kind}.")

    def told(self) -> dict[str, object]:
        """Name the flaw."""
        return self.facts | {"kind": names.word(names.FLAWS, str(self.facts["kind"]))}


class NoQuantityPlanned(Invalid):
    """Nothing to hold a quantity against."""

    message = _("No bill says how much task {task} takes: give per cent.")


class NotSaidBefore(Conflict):
    """A step was left out."""

    message = _("“{state}” comes after “{needs}”; the task is “{found}”.")

    def told(self) -> dict[str, object]:
        """Name the three states."""
        found = str(self.facts["found"])
        return {
            "state": names.word(names.STATES, str(self.facts["state"])),
            "needs": names.word(names.STATES, str(self.facts["needs"])),
            "found": names.word(names.STATES, found) if found else "–",
        }


class OwnWork(Conflict):
    """Nobody judges what they said themselves."""

    message = _("You said “{found}” of this task yourself; another person must look at it.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return {"found": names.word(names.STATES, str(self.facts["found"]))}


class PhotoNotPromised(Invalid):
    """A photo the entry does not speak of."""

    message = _("The entry announces no photo {sha256}.")


class PhotoHashDiffers(Invalid):
    """Not the bytes that were taken."""

    message = _("The photo is not the one that was taken: {received} came, {claimed} was announced.")


class SitePhotoNotFound(NotFound):
    """No such photo, or one of an entry the actor may not see."""

    message = _("The entry has no photo {sha256}.")
