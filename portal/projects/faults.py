"""What can be wrong with a project and with a step of its life, each with its sentence."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock, lifecycle
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.lifecycle import Step
from portal.core.models import Event
from portal.projects import codes, names, policy, rules
from portal.projects.models import Project, ProjectApproval

if TYPE_CHECKING:
    from portal.projects.services import ApprovalFacts, ProjectFacts


class NotYourUnit(Forbidden):
    """Only a project's own unit files it."""

    message = _("Only clerks and heads of {unit} may file or change its projects.")


class ActionForbidden(Forbidden):
    """The actor holds none of the roles."""

    message = _("Your role does not allow this: {action}.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return self.facts | {"action": names.verb(str(self.facts["action"]))}


class ActionNotAllowed(lifecycle.ActionNotAllowed):
    """The step does not start at this stage."""

    message = _("“{action}” is not possible while the project is at the stage “{state}”.")

    def told(self) -> dict[str, object]:
        """Name the action and the stage."""
        action, state = names.verb(str(self.facts["action"])), names.term("stage", str(self.facts["state"]))
        return {"action": action, "state": state}


class ActionNotYours(lifecycle.ActionNotYours):
    """The step starts at this stage, but others take it."""

    message = _("“{action}” is not for your role to take on this project.")

    def told(self) -> dict[str, object]:
        """Name the action."""
        return {"action": names.verb(str(self.facts["action"]))}


class OutsideYourScope(Forbidden):
    """A project nobody files who could not see it afterwards."""

    message = _("You do not file projects of region {region}, sector {sector}, label {label}.")


class FieldInvalid(Invalid):
    """One field is wrong."""

    message = _("{field}: {reason}")

    def told(self) -> dict[str, object]:
        """Name the field."""
        return self.facts | {"field": names.field(str(self.facts["field"]))}


class OutsideEveryRegion(Invalid):
    """The site lies where no region is known."""

    message = _("The site around {lon}, {lat} lies in no known region. Check the coordinate system.")


class ProjectChanged(Conflict):
    """Somebody else was faster."""

    message = _(
        "The project was changed meanwhile: you hold version {given}, the record is at version {current}."
    )


class NotEditable(Conflict):
    """Filed facts stand still once submitted."""

    message = _("A project is changed only as a draft or when returned; this one is at the stage “{stage}”.")

    def told(self) -> dict[str, object]:
        """Name the stage."""
        return {"stage": names.term("stage", str(self.facts["stage"]))}


class ReasonTooShort(Invalid):
    """Withdrawals, returns and refusals say why."""

    message = _("Give a reason of at least {least} characters.")


class OwnWork(Conflict):
    """Nobody judges what they filed themselves."""

    message = _("You filed the step before this one; another person must take it.")


class ApprovalKnown(Conflict):
    """The same document twice."""

    message = _("The approval {number} is already recorded.")


class NotForPublication(Conflict):
    """Only what is labelled public is published."""

    message = _("Only a project labelled public can be published; this one is labelled {label}.")

    def told(self) -> dict[str, object]:
        """Name the label."""
        return {"label": names.label(str(self.facts["label"]))}


def check_facts(facts: "ProjectFacts") -> None:
    """Raise ``FieldInvalid`` for the first field that cannot stand."""
    if not facts.name.strip():
        raise FieldInvalid(field="name", reason=str(_("is empty")))
    for field, value, known in (
        ("sector", facts.sector, rules.SECTOR_CODES),
        ("funding_source", facts.funding_source, rules.FUNDING_CODES),
        ("nature", facts.nature, rules.NATURE_CODES),
    ):
        if value not in known:
            raise FieldInvalid(
                field=field, reason=str(_("not in the code list: {value}")).format(value=value)
            )
    _check_money(facts)
    _check_order("planned_end", facts.planned_start, facts.planned_end)
    _check_order("actual_end", facts.actual_start, facts.actual_end)
    _check_code(facts.investment_code)


def check_version(project: Project, given: int) -> None:
    """Raise ``ProjectChanged`` when the caller has seen an older version."""
    if project.version != given:
        raise ProjectChanged(given=given, current=project.version)


def check_editable(project: Project) -> None:
    """Raise ``NotEditable`` outside draft and returned."""
    if project.stage not in rules.EDITABLE_STAGES:
        raise NotEditable(stage=project.stage)


def find_step(project: Project, action: str, roles: Collection[str]) -> Step:
    """Return the step, or raise ``ActionNotAllowed`` or ``ActionNotYours``."""
    try:
        return rules.LIFECYCLE.find(state=project.stage, action=action, roles=roles)
    except lifecycle.ActionNotAllowed as error:
        raise ActionNotAllowed(**error.facts) from None
    except lifecycle.ActionNotYours as error:
        raise ActionNotYours(**error.facts) from None


def check_step(actor: Actor, project: Project, step: Step, reason: str) -> None:
    """Raise when a reason is due and missing, or the actor judges their own work (domain reference, 3.0)."""
    if step.needs_reason and len(reason.strip()) < rules.MIN_REASON_LENGTH:
        raise ReasonTooShort(least=rules.MIN_REASON_LENGTH)
    if step.action == "submit":
        _check_submission(project)
    last = _last_step(project)
    if last and last.actor_id == actor.user_id and not _same_level(last.verb, step):
        raise OwnWork()


def check_filer(actor: Actor, project: Project) -> None:
    """Raise unless the actor files for this very project, as it stands now."""
    if not policy.may_file_for(actor, project.owner.path):
        raise NotYourUnit(unit=project.owner.name)
    if not policy.may_change(actor, project):
        raise OutsideYourScope(region=project.region_code, sector=project.sector, label=project.label)


def check_approver(actor: Actor, project: Project) -> None:
    """Raise unless the actor's unit owns the project or the actor approves projects."""
    if not policy.may_approve(actor, project):
        raise NotYourUnit(unit=project.owner.name)


def check_approval(project: Project, facts: "ApprovalFacts") -> None:
    """Raise when the document cannot stand as written."""
    if facts.kind not in rules.APPROVAL_CODES:
        raise FieldInvalid(
            field="kind", reason=str(_("not in the code list: {value}")).format(value=facts.kind)
        )
    if not facts.number.strip():
        raise FieldInvalid(field="number", reason=str(_("is empty")))
    _check_order("valid_to", facts.issued_on, facts.valid_to)
    if facts.issued_on > clock.today():
        reason = str(_("lies in the future: {day}")).format(day=facts.issued_on)
        raise FieldInvalid(field="issued_on", reason=reason)
    if ProjectApproval.objects.filter(project=project, kind=facts.kind, number=facts.number).exists():
        raise ApprovalKnown(number=facts.number)


def check_publisher(actor: Actor, project: Project) -> None:
    """Raise unless a planner publishes a project labelled public."""
    if not policy.may_publish(actor, project):
        raise ActionForbidden(action="publish")
    if project.label != "public":
        raise NotForPublication(label=project.label)


def _check_money(facts: "ProjectFacts") -> None:
    if not facts.investment_yuan.is_finite() or not 0 < facts.investment_yuan < Decimal(10) ** 16:
        raise FieldInvalid(field="investment_yuan", reason=str(_("an amount above 0 yuan")))
    if not facts.paid_yuan.is_finite() or facts.paid_yuan < 0:
        raise FieldInvalid(field="paid_yuan", reason=str(_("an amount of 0 yuan or more")))
    if not facts.progress_pct.is_finite() or not 0 <= facts.progress_pct <= 100:
        raise FieldInvalid(field="progress_pct", reason=str(_("between 0 and 100")))


def _check_order(field: str, start: date | None, end: date | None) -> None:
    if end is None:
        return
    if start is None or end < start:
        raise FieldInvalid(field=field, reason=str(_("before its beginning")))


def _check_code(code: str) -> None:
    if not code:
        return
    verdict = codes.check_project_code(code)
    if not verdict.ok:
        sentence = verdict.faults[0].sentence(get_language() or "zh")
        raise FieldInvalid(field="investment_code", reason=sentence)


def _check_submission(project: Project) -> None:
    verdict = codes.check_uscc(project.owner.uscc)
    if not verdict.ok:
        sentence = verdict.faults[0].sentence(get_language() or "zh")
        raise FieldInvalid(field="owner.uscc", reason=sentence)
    for field in ("planned_start", "planned_end"):
        if getattr(project, field) is None:
            raise FieldInvalid(field=field, reason=str(_("is empty")))


def _last_step(project: Project) -> Event | None:
    verbs = {step.action for step in rules.LIFECYCLE.steps}
    rows = Event.objects.filter(subject_type="project", subject_id=str(project.pk), verb__in=verbs)
    return rows.order_by("-id").first()


def _same_level(verb: str, step: Step) -> bool:
    return any(not set(s.roles).isdisjoint(step.roles) for s in rules.LIFECYCLE.steps if s.action == verb)
