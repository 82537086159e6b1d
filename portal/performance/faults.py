"""What can be wrong with an evaluation and with a step of its life, each with its sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core import lifecycle
from portal.core.errors import Conflict, Invalid, NotFound
from portal.performance import names
from portal.performance.faults_set import SetUnfit as SetUnfit
from portal.performance.faults_set import flaw_sentence as flaw_sentence

SUBJECT = "evaluation"


class EvaluationNotFound(NotFound):
    """No such evaluation, or one the actor may not see."""

    message = _("There is no evaluation {evaluation}.")


class EvaluationChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The evaluation was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class StepNotOpen(lifecycle.ActionNotAllowed):
    """The step does not start in this state."""

    message = _("“{action}” is not possible while the evaluation is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the state."""
        return {
            "action": names.word("verb", str(self.facts["action"])),
            "state": names.word("state", str(self.facts["state"])),
        }


class StepNotYours(lifecycle.ActionNotYours):
    """Others take this step."""

    message = _("“{action}” is not for your role to take on this evaluation.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word("verb", str(self.facts["action"]))}


class OwnJudgement(Conflict):
    """Nobody judges what they did themselves."""

    message = _("You took part in what is to be judged here; another person must take “{action}”.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word("verb", str(self.facts["action"]))}


class OwnBody(Conflict):
    """A body does not judge what its own people did."""

    message = _("Your organisation took part in what is to be judged here; another must take “{action}”.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.word("verb", str(self.facts["action"]))}


class ProjectPaused(Conflict):
    """Nothing moves while the project is ended."""

    message = _("The project has ended: its evaluations take no steps.")


class RequestReused(Conflict):
    """A request's number stands for one step."""

    message = _("The request {request_id} was already used for another step.")


class EvaluationKnown(Conflict):
    """The same place is evaluated once a year in each way."""

    message = _("This place already has an evaluation of {year} of this kind.")


class FeatureElsewhere(Invalid):
    """An evaluation is of a site, section or structure of its project."""

    message = _("An evaluation stands on the site, a section or a structure of project {code}.")


class WordUnknown(Invalid):
    """A field takes certain words."""

    message = _("The field {field} takes one of {known}, not “{value}”.")


class TargetsLocked(Conflict):
    """Targets and weights were approved."""

    message = _("Targets and weights are locked since they were handed in; propose a change with a reason.")


class MoneyMoved(Conflict):
    """Targets are approved before the year's money is spent."""

    message = _(
        "Money of {year} has already been spent on this project. Targets are approved before; now only "
        "finance can approve them late, with a reason that the auditors read."
    )


class ChangeClosed(Conflict):
    """Targets change between their approval and the unit's evaluation."""

    message = _("Targets are changed after their approval and before the unit's evaluation, one at a time.")


class NoChange(NotFound):
    """No change waits."""

    message = _("No change of targets waits here.")


class ScoresClosed(Conflict):
    """A party's points are written in one state only."""

    message = _("The scores of “{party}” are not open while the evaluation is in the state “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the party and the state."""
        return {
            "party": names.word("party", str(self.facts["party"])),
            "state": names.word("state", str(self.facts["state"])),
        }


REASONS: dict[str, Promise] = {
    "unknown": pgettext_lazy("figure", "the indicator knows no such figure"),
    "fixed": pgettext_lazy("figure", "it was fixed with the target"),
    "not_number": pgettext_lazy("figure", "it is no number"),
    "too_large": pgettext_lazy("figure", "it is too large"),
    "too_many_places": pgettext_lazy("figure", "it has more than six decimal places"),
    "negative": pgettext_lazy("figure", "it is negative"),
    "above_one": pgettext_lazy("figure", "it lies above 1"),
    "not_whole": pgettext_lazy("figure", "it is not a whole number"),
}


class FigureInvalid(Invalid):
    """A raw figure cannot be taken. ``reason``: a key of ``REASONS``."""

    message = _("Line {line}, “{figure}”: {value} cannot be taken: {reason}.")

    def told(self) -> dict[str, object]:
        """Say figure and reason in words."""
        figure = names.figure(str(self.facts["figure"]))
        return self.facts | {"figure": figure, "reason": str(REASONS[str(self.facts["reason"])])}


class LineUnknown(Invalid):
    """Scores are given to the lines in force."""

    message = _("There is no indicator number {line} in the targets in force.")


class ScoresMissing(Conflict):
    """A total needs all of its parts."""

    message = _("These indicators have no points yet: {lines}. What is undefined counts as nothing at all.")

    def told(self) -> dict[str, object]:
        """Name the indicators."""
        return {"lines": names.joined([names.indicator(code) for code in self.facts["lines"]])}  # type: ignore[attr-defined]


class ExplanationDue(Conflict):
    """Unit and third party lie far apart."""

    message = _(
        "The unit's {own} and the third party's {third} points lie {gap} apart, from {limit} on an "
        "explanation is due: give one of at least {least} characters."
    )


class JointReviewDue(Conflict):
    """Third party and finance lie far apart."""

    message = _(
        "The third party's {third} and finance's {finance} points lie {gap} apart; from {limit} on both "
        "review together first, and the review is recorded."
    )


class JointReviewNotDue(Conflict):
    """No need."""

    message = _("A joint review is recorded while finance re-evaluates and both have scored everything.")


class ReviewIncomplete(Invalid):
    """Both sides take part."""

    message = _("At a joint review the third party and finance are both present.")


class OpinionPeriodRuns(Conflict):
    """The unit may still speak."""

    message = _("The unit may give its opinion until {until}; it has not yet.")


class NotAnEvaluator(Invalid):
    """A task goes to a person of an evaluating body."""

    message = _("“{person}” is not a person of an evaluating body.")


class ChosenByUnitAlone(Conflict):
    """The evaluated unit does not choose its evaluator alone."""

    message = _("The third party was chosen by the evaluated unit alone; another body must take part.")


class NotIndependent(Conflict):
    """Who had a contract on the project does not evaluate it."""

    message = _("{body} has had a contract on this project within {years} years: {number}.")


class DeclarationMissing(Invalid):
    """The third party declares its independence in its own words."""

    message = _("Declare your independence from this project in at least {least} characters.")


class DatesOutOfOrder(Invalid):
    """Access begins today and ends within a year."""

    message = _("The third party's access ends on a day from today to {latest}.")


class FieldMissing(Invalid):
    """A step is taken with what it puts on record."""

    message = _("These have to be given: {fields}.")


class ReasonForOther(Invalid):
    """Who decides otherwise than the grade says why."""

    message = _(
        "The grade “{grade}” leads to “{default}”. To decide otherwise, give a reason of at least {least} "
        "characters."
    )

    def told(self) -> dict[str, object]:
        """Name grade and decision."""
        return self.facts | {
            "grade": names.word("grade", str(self.facts["grade"])),
            "default": names.word("decision", str(self.facts["default"])),
        }
