"""A project with people around it, and a document that goes through its life."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.test import Client

from portal.accounts.models import User
from portal.approvals import services, signing
from portal.approvals.services import DocumentFacts
from portal.core.ids import new_id
from spatial.coordinates.transform import LONLAT_SRID, transform_geometry
from spatial.features.models import Feature, SurveyOriginal
from spatial.features.services import Placement, place_feature
from tests.conftest import NOON, TODAY, UNIT_USCC, square

REASON = "经现场核实，情况属实，同意"


@pytest.fixture
def people(person):
    """Head of unit, two land officers of the county, a land officer elsewhere."""
    return SimpleNamespace(
        head=person("pu_head", name="head"), officer=person("land", region="9701", name="officer"),
        second=person("land", region="9701", name="second"),
        elsewhere=person("land", region="98", name="elsewhere"),
    )  # fmt: skip


@pytest.fixture
def project(file_project):
    """An ordinary project on its lot."""
    return file_project(0.2, 0.2, label="internal")


def _surveyed(feature: Feature, srid: int) -> str:
    """A boundary as it was surveyed: in the system it is said to be in."""
    shape = shapely.from_wkb(bytes(feature.geom.wkb))
    return str(transform_geometry(shape, source=LONLAT_SRID, target=srid).wkt)


@pytest.fixture
def boundary(project, everything):
    """A function that saves a surveyed boundary of the project: ``boundary(shape)`` → (feature, survey)."""

    def lay(shape: GEOSGeometry | None = None, *, kind="permit_extent", srid=4528, of=None):
        owner = of or project
        feature = place_feature(
            actor=everything, valid_from=TODAY,
            placement=Placement(
                kind=kind, geom=shape or square(0.2, 0.2), organisation_id=owner.owner_id,
                region_code=owner.region_code, label=owner.label, parent=owner.site,
                code=f"B-{new_id()}"[:20],
            ),
        )  # fmt: skip
        feature = Feature.objects.get(pk=feature.pk)
        survey = SurveyOriginal.objects.create(
            feature=feature, srid=srid, geom_native=_surveyed(feature, srid), sha256="0" * 64,
            recorded_at=NOON,
        )
        return feature, survey

    return lay


@pytest.fixture
def ready(people, project):
    """A function that brings a document to a state: ``ready("A3", "technical_check")``."""

    def bring(kind="A3", to="technical_check", *, attach=None, supersedes_id=None, on=TODAY, **facts):
        given = {
            "number": f"{kind}-1",
            "authority": "东江县自然资源局",
            "issued_on": date(2026, 11, 1),
        } | facts
        document = services.prepare(
            actor=people.head, code=project.code, kind=kind, facts=DocumentFacts(**given),
            supersedes_id=supersedes_id,
        )  # fmt: skip
        if attach:
            feature, survey = attach
            document = services.attach_boundary(
                actor=people.head, document_id=document.pk, version=document.version,
                feature_id=feature.pk, survey_id=survey.pk,
            )  # fmt: skip
        return forward(people, document, to, on)

    return bring


SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser():
    """A function that signs a person in: ``browser(people.officer, "en")``; Chinese unless told."""

    def sign_in(actor, language="zh-hans") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
        return client

    return sign_in


def text(answer) -> str:
    """A page's words, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


ROAD = ("preparing", "submitted", "accepted", "technical_check", "decided_granted", "effective")


def forward(people, document, to, on=TODAY):
    """Take the straight road to a state."""
    verbs = {
        "submitted": lambda d: services.take_step(
            actor=people.head, document_id=d.pk, action="submit", version=d.version, on=on
        ),
        "accepted": lambda d: services.accept(
            actor=people.officer, document_id=d.pk, version=d.version, on=on
        ),
        "technical_check": lambda d: services.check(
            actor=people.officer, document_id=d.pk, version=d.version, on=on
        ),
        "decided_granted": lambda d: _grant(people, d, on),
        "effective": lambda d: services.take_effect(
            actor=people.officer, document_id=d.pk, version=d.version, on=on
        ),
    }
    for state in ROAD[ROAD.index(document.state) + 1 : ROAD.index(to) + 1]:
        document = verbs[state](document)
    return document


def _grant(people, document, on):
    sign_all(people, document)
    return services.grant(actor=people.officer, document_id=document.pk, version=document.version, on=on)


def signature(actor, finding, *, reason=REASON):
    """What a person who has just looked at a finding puts under it."""
    finding.refresh_from_db()
    return signing.Signature(
        actor=actor, code=finding.document.project.code, finding_id=finding.pk, seen=finding.mark,
        reason=reason,
    )  # fmt: skip


def sign_all(people, document):
    """Sign whatever stands in the way."""
    for row in document.findings.all():
        if row.severity == "warn":
            signing.sign_finding(signature(people.officer, row), accept=True)
        if row.severity == "error":
            signing.propose_override(signature(people.officer, row))
            signing.confirm_override(signature(people.second, row))


__all__ = ["REASON", "UNIT_USCC", "forward", "sign_all", "signature", "text"]
