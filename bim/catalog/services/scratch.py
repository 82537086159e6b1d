"""A project of nobody's for models that are only looked at: it lies nowhere and only the operator sees it."""

from datetime import date
from decimal import Decimal

from django.contrib.gis.geos import Point
from django.db import transaction

from bim.catalog.rules import SCRATCH_REGION as REGION
from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.accounts.rules import SENSITIVE
from portal.core import clock
from portal.projects.models import Project
from portal.projects.rules import SECTORS
from portal.projects.services import refresh_search
from spatial.features.services import Placement, place_feature

CODE, PATH = "SCRATCH", "/0/"
NOWHERE = (105.0, 35.0)
"""Features must lie in the country; the region of no county keeps this one out of every count."""
LEAST_YUAN = Decimal("0.01")


@transaction.atomic
def scratch_project(*, actor: Actor, on: date) -> Project:
    """Return the scratch project, made when it is first asked for."""
    owner, _made = Organisation.objects.get_or_create(
        path=PATH,
        defaults={
            "name": "草稿库", "name_en": "Scratch", "kind": Organisation.Kind.UNIT, "region_code": REGION,
        },
    )  # fmt: skip
    Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)
    found = Project.objects.filter(code=CODE).first()
    return found or _made_new(actor, owner, on)


def _made_new(actor: Actor, owner: Organisation, on: date) -> Project:
    site = place_feature(
        actor=actor, valid_from=on,
        placement=Placement(
            kind="site", geom=Point(*NOWHERE, srid=4326), organisation_id=owner.pk, region_code=REGION,
            label=SENSITIVE, name="草稿库", name_en="Scratch",
        ),
    )  # fmt: skip
    project = Project.objects.create(
        code=CODE, name="草稿库", name_en="Scratch", owner=owner, site=site, region_code=REGION,
        label=SENSITIVE, sector=SECTORS[0].code, funding_source="county_budget", nature="new",
        investment_yuan=LEAST_YUAN, created_at=clock.now(), updated_at=clock.now(), search_text="",
    )  # fmt: skip
    refresh_search(project)
    return project
