"""File a project, change a draft."""

import shapely
from django.contrib import messages
from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from shapely import Geometry

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.core.errors import DomainError, Invalid, NotFound
from portal.pages.answers import page, status_of
from portal.pages.asking import signed_in
from portal.pages.drawing.vignette import vignette_of
from portal.pages.forms import EditProjectForm, NewProjectForm
from portal.pages.ground import read_ground
from portal.projects import faults, policy, services
from portal.projects.models import Project
from portal.projects.selectors import get_project
from spatial.coordinates.area import ellipsoid_area
from spatial.regions.allocation import shares_of
from spatial.regions.selectors import region_names

FILING_ROLES = ("pu_clerk", "pu_head")


@require_http_methods(["GET", "POST"])
@page
def new(request: HttpRequest) -> HttpResponse:
    """File a new project as a draft."""
    actor = signed_in(request)
    if not policy.editable(actor):
        raise faults.ActionForbidden(action="file")
    form = NewProjectForm(request.POST or None, owners=_owners(actor))
    status = 200
    if request.method == "POST":
        project, status = _register(actor, form)
        if project is not None:
            messages.success(request, _("Filed as a draft under {code}.").format(code=project.code))
            return HttpResponseRedirect(reverse("project", args=[project.code]))
    return render(request, "record/form.html", {"form": form, "project": None}, status=status)


@require_http_methods(["GET", "POST"])
@page
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a draft or returned project of one's own unit."""
    actor = signed_in(request)
    project = get_project(actor=actor, code=code)
    faults.check_filer(actor, project)
    faults.check_editable(project)
    form = EditProjectForm(request.POST or None, project=project)
    status = 200
    if request.method == "POST":
        status = _change(actor, project, form)
        if status == 200:
            messages.success(request, _("The draft is saved."))
            return HttpResponseRedirect(reverse("project", args=[code]))
    return render(request, "record/form.html", {"form": form, "project": project}, status=status)


@require_POST
@page
def ground(request: HttpRequest) -> HttpResponse:
    """Show how a text of corners is understood before anything is filed."""
    signed_in(request)
    try:
        found = read_ground(request.POST.get("ground", ""))
    except DomainError as error:
        return render(request, "record/ground.html", {"trouble": str(error)})
    shares = shares_of(found.geom)
    known = region_names({share.region_code for share in shares})
    context = {
        "note": found.note,
        "area_sqm": ellipsoid_area(_plain(found.geom)).area_sqm,
        "regions": [(known.get(share.region_code), share) for share in shares],
        "drawing": vignette_of(geom=found.geom),
    }
    return render(request, "record/ground.html", context)


def _owners(actor: Actor) -> QuerySet[Organisation]:
    within = Q(pk__in=[])
    for scope in actor.scopes:
        if scope.role in FILING_ROLES:
            within |= Q(path__startswith=scope.organisation_path)
    return Organisation.objects.filter(within, kind="unit").order_by("path")


def _register(actor: Actor, form: NewProjectForm) -> tuple[Project | None, int]:
    if not form.is_valid():
        return None, 422
    try:
        geom = read_ground(form.cleaned_data["ground"]).geom
        owner = form.cleaned_data["owner"]
        project = services.register_project(
            actor=actor, owner=owner, facts=form.facts(), geom=geom, on=clock.today()
        )
    except DomainError as error:
        _blame(form, error)
        return None, status_of(error)
    return project, 200


def _change(actor: Actor, project: Project, form: EditProjectForm) -> int:
    if not form.is_valid():
        return 422
    version = form.cleaned_data["version"]
    try:
        with transaction.atomic():
            if form.cleaned_data["ground"].strip():
                geom = read_ground(form.cleaned_data["ground"]).geom
                moved = services.move_site(
                    actor=actor, code=project.code, version=version, geom=geom, on=clock.today()
                )
                version = moved.version
            services.change_project(actor=actor, code=project.code, version=version, changes=form.changes())
    except NotFound:
        raise
    except DomainError as error:
        _blame(form, error)
        return status_of(error)
    return 200


def _blame(form: NewProjectForm | EditProjectForm, error: DomainError) -> None:
    """Put the sentence beside the field it is about."""
    field = error.facts.get("field")
    if isinstance(error, faults.FieldInvalid):
        known = field in form.fields
        form.add_error(str(field) if known else None, str(error.facts["reason"] if known else error))
    elif isinstance(error, Invalid):
        form.add_error("ground", str(error))
    else:
        form.add_error(None, str(error))


def _plain(geom: GEOSGeometry) -> Geometry:
    return shapely.from_wkb(bytes(geom.wkb))
