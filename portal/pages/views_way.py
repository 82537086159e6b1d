"""The forms of what a case rests upon: the way to the ground, changes of use or boundary."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.approvals import faults, names, selectors, ways
from portal.approvals.wayview import way_view
from portal.core import clock
from portal.pages.answers import page, posted
from portal.pages.asking import signed_in
from portal.pages.forms_way import ChangeForm, ChangeStepForm, way_typed
from portal.pages.land_deeds import do, read
from portal.projects.selectors import get_project


@posted("project")
@page
def record_way(request: HttpRequest, code: str) -> HttpResponse:
    """Put on record how the project comes to its ground."""
    actor, typed = signed_in(request), way_typed(request.POST)
    get_project(actor=actor, code=code)

    def deed() -> None:
        version = read(typed.form)["version"]
        ways.record_way(actor=actor, code=code, version=version, changes=typed.changes, on=clock.today())

    return do(request, actor, code, deed, _("The way to the ground is recorded."), {"way_typed": typed})


@posted("project")
@page
def report_change(request: HttpRequest, code: str) -> HttpResponse:
    """Report that use or boundary were changed after a document was granted."""
    actor = signed_in(request)
    form = ChangeForm(request.POST, kinds=way_view(actor=actor, code=code).kinds)

    def deed() -> None:
        ways.report_change(actor=actor, code=code, on=clock.today(), **read(form))

    return do(request, actor, code, deed, _("The change is reported."), {"change_form": form})


@posted("project")
@page
def act_on_change(request: HttpRequest, code: str, change_id: int, action: str) -> HttpResponse:
    """Approve a change, or withdraw its report."""
    actor, form = signed_in(request), ChangeStepForm(request.POST)
    if not selectors.list_changes(actor=actor, code=code).filter(pk=change_id).exists():
        raise faults.ChangeNotFound(change=change_id)

    def deed() -> None:
        order = ways.ChangeOrder(actor=actor, change_id=change_id, action=action, **read(form))
        ways.take(order, on=clock.today())

    return do(request, actor, code, deed, _("Done: {action}.").format(action=names.verb(f"{action}_change")))
