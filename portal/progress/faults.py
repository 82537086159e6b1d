"""What can be wrong with schedules that are kept, each with its sentence."""

from django.utils.translation import gettext_lazy as _

from portal.core import lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.progress import names


class ScheduleNotFound(NotFound):
    """No such schedule, or one the actor may not see."""

    message = _("There is no schedule {schedule}.")


class ScheduleRevisionNotFound(NotFound):
    """No such revision, or one of a schedule the actor may not see."""

    message = _("There is no revision {number} of this schedule.")


class SendingNotYours(Forbidden):
    """The project is seen, but others send its schedules."""

    message = _("Your role does not send schedules of this project.")


class BaseNotYours(Forbidden):
    """Planners and heads of departments decide that."""

    message = _("Your role does not decide by which revision this project is measured.")


class BaseOwnRevision(Forbidden):
    """Four eyes."""

    message = _("You sent revision {number} yourself; somebody else decides whether it measures the plan.")


class BaseReasonMissing(Invalid):
    """A new base without a reason is a slip that nobody sees."""

    message = _("Say why the plan is measured by another revision, in at most {most} characters.")


class BaseStandsAlready(Conflict):
    """Nothing would change."""

    message = _("The plan is measured by revision {number} already.")


class BaseWithdrawn(Conflict):
    """What was taken back measures nothing."""

    message = _("Revision {number} was taken back; the plan cannot be measured by it.")


class _Losing(Conflict):
    """Tasks with reports go. ``tasks``: key and name of the first of ``count``."""

    def told(self) -> dict[str, object]:
        """Tell the tasks one after another."""
        tasks = self.facts["tasks"]
        assert isinstance(tasks, list)  # noqa: S101  who raises it gives a list
        more = "…" if len(tasks) < int(str(self.facts["count"])) else ""
        return {"tasks": ", ".join(f"{one['key']} {one['name']}".strip() for one in tasks) + more}


class BaseLosesReports(_Losing):
    """Measured by this revision, what was reported of tasks it has not is worth nothing."""

    message = _(
        "Tasks with reports that are not in this revision: {count}; measured by it, what was reported of "
        "them counts no longer: {tasks}. Ask again and say that this is meant."
    )


class ReportsLost(_Losing):
    """A file drops tasks with reports. ``tasks``: key and name of the first of them."""

    message = _(
        "Tasks with reports that are not in this file: {count}; nothing more could be reported of them, and "
        "what was would count only until the plan is measured by this revision: {tasks}. "
        "Send it again and say that this is meant."
    )


class WithdrawalNotYours(Forbidden):
    """Planners and heads of departments decide that."""

    message = _("Your role does not take revisions of schedules of this project back.")


class WithdrawalOfOwn(Forbidden):
    """Four eyes."""

    message = _("You sent revision {number} yourself; somebody else decides whether it is taken back.")


class WithdrawalReasonMissing(Invalid):
    """A revision that goes without a reason is a slip that nobody sees."""

    message = _("Say why the revision is taken back, in at most {most} characters.")


class WithdrawalNotLatest(Conflict):
    """What stands before another one goes by nothing already."""

    message = _("Only the latest revision, {latest}, can be taken back, not revision {number}.")


class WithdrawalOfBase(Conflict):
    """The plan is measured by it."""

    message = _("The plan is measured by revision {number}; have it measured by another one first.")


class WithdrawalOfOnly(Conflict):
    """Nothing would be left to go by."""

    message = _("Revision {number} is the only one; there is none before it to go by.")


class ScheduleTextTooLong(Invalid):
    """An identity that does not fit."""

    message = _("The identity of a task, calendar or resource has more than {limit} characters: {key}…")


class ReportNotFound(NotFound):
    """No such report, or one the actor may not see."""

    message = _("There is no progress report {report}.")


class ReportThere(Conflict):
    """No day of a place is in two reports. ``report``: the one that is there."""

    message = _("The report of this place for {first} to {last} ({state}) has days of {asked} already.")

    def told(self) -> dict[str, object]:
        """Name the state."""
        return self.facts | {"state": names.state(str(self.facts["state"]))}


class EvidenceMissing(Invalid):
    """Large steps want a photo or a remark. ``tasks``: key, name, before and percent of each."""

    message = _(
        "A step of {least} points or more needs a photo of its task or a remark before the report is "
        "handed in. Without either: {names}."
    )


class ReportChanged(Conflict):
    """Somebody else was faster."""

    message = _("The report was changed meanwhile: you hold version {given}, it is at version {current}.")


class ReportingNotYours(Forbidden):
    """The contractor reports."""

    message = _("Your role does not report progress of this project.")


class PlaceNotYours(Forbidden):
    """Whoever builds a place reports it."""

    message = _("Another body builds “{place}” under its contract; yours reports what it builds itself.")


class ReportHandedIn(Conflict):
    """Its author holds it no longer."""

    message = _("The report was handed in; it changes only after it is returned.")


class PlaceClosed(Conflict):
    """What was built there stands; nothing more is reported of it."""

    message = _("Work at “{place}” is closed: the project or its works contracts there are completed.")


class ReportStepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the report is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        return {
            "action": names.verb(str(self.facts["action"])),
            "state": names.state(str(self.facts["state"])),
        }


class ReportStepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for your role to take on this report.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class OwnReport(Conflict):
    """Nobody confirms what they reported or confirmed themselves."""

    message = _("You took part in this report; another person must take “{action}”.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class ReportUnfit(Invalid):
    """Something stands against its lines. ``flaws``: which line, what kind, found and limit."""

    message = _("{count} statements of the report cannot be taken, the first: {first}.")

    def told(self) -> dict[str, object]:
        """Tell the first flaw with its figures."""
        flaws = self.facts["flaws"]
        return self.facts | {"first": names.flaw(flaws[0]) if isinstance(flaws, list) else ""}


class PlaceWithoutTasks(Invalid):
    """No task of the plan belongs to it. ``places``: those that have some."""

    message = _("The plan has no task of its own for “{place}”. A report is of: {places}.")

    def told(self) -> dict[str, object]:
        """Return the places as a sentence lists them."""
        return self.facts | {"places": "、".join(map(str, self.facts["places"]))}  # type: ignore[call-overload]


class PlaceNotFound(NotFound):
    """No such part of the project."""

    message = _("The project has no part {feature}.")


class NoPicture(Invalid):
    """Bytes that are no photo, whatever their name says."""

    message = _("The file is no photo (JPEG, PNG or WebP); it begins with “{begins}”.")


class PictureTooLarge(Invalid):
    """More pixels than anybody photographs."""

    message = _("The picture has {found} megapixels, more than the {limit} that are taken.")


class PictureCutOff(Invalid):
    """It begins as a photo and cannot be read to its end."""

    message = _("The photo is cut off or damaged: {format}, {bytes} bytes, cannot be read to its end.")


class FileEmpty(Invalid):
    """A name and no byte."""

    message = _("The file is empty.")


class PhotoNotFound(NotFound):
    """No such photo, or one of a report the actor may not see."""

    message = _("There is no photo {photo}.")


class PhotoNotYours(Forbidden):
    """Everybody takes out their own."""

    message = _("{by} added this photo; only they take it out.")


class PhotoHandedIn(Conflict):
    """It was handed in with its report."""

    message = _("The report was handed in with this photo (added {at}); it stands.")


class PhotoOfSite(Conflict):
    """An entry from the site shows it."""

    message = _("A record of the site shows this photo; both stand.")
