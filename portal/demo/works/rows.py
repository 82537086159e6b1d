"""Rows as the tables want them, column by column: what the generator hands to the writer.

Field names are column names. Geometry is EWKB in EPSG:4326; money is in yuan; dates are days.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID


class OrganisationRow(NamedTuple):
    """accounts_organisation."""

    id: UUID
    name: str
    name_en: str
    uscc: str
    kind: str
    parent_id: UUID | None
    path: str
    region_code: str


class SourceRow(NamedTuple):
    """regions_regionsource."""

    id: UUID
    title: str
    authority: str
    document_no: str
    published_on: date
    sha256: str
    imported_at: datetime


class RegionRow(NamedTuple):
    """regions_region. ``merc_low`` and ``merc_mid``: EWKB in EPSG:3857."""

    id: UUID
    code: str
    name: str
    name_en: str
    level: int
    valid_from: date
    population: int
    area_sqm: float
    geom: bytes
    merc_low: bytes
    merc_mid: bytes
    label_point: bytes
    source_id: UUID


class BasemapRow(NamedTuple):
    """basemap_basemapshape."""

    kind: str
    name: str
    name_en: str
    rank: int
    min_zoom: int
    geom: bytes


class FeatureRow(NamedTuple):
    """features_feature."""

    id: UUID
    kind: str
    parent_id: UUID | None
    root_id: UUID | None
    code: str
    name: str
    name_en: str
    subkind: str
    organisation_id: UUID
    region_code: str
    label: str
    published: bool
    geom: bytes
    public_geom: bytes
    valid_from: date
    recorded_at: datetime
    version: int
    attributes: dict[str, Any]


class FeatureEventRow(NamedTuple):
    """features_featureevent: what a feature was before it was changed."""

    id: UUID
    pgh_obj_id: UUID
    pgh_label: str
    pgh_created_at: datetime
    kind: str
    parent_id: UUID | None
    root_id: UUID
    code: str
    name: str
    name_en: str
    subkind: str
    organisation_id: UUID
    region_code: str
    label: str
    published: bool
    geom: bytes
    valid_from: date
    recorded_at: datetime
    version: int
    attributes: dict[str, Any]


class SurveyRow(NamedTuple):
    """features_surveyoriginal. ``geom_native``: EWKB without a reference system, metres in ``srid``."""

    feature_id: UUID
    srid: int
    text: str
    geom_native: bytes
    sha256: str
    recorded_at: datetime


class ShareRow(NamedTuple):
    """features_allocationshare."""

    feature_id: UUID
    region_code: str
    share: Decimal
    basis: str


class ProjectRow(NamedTuple):
    """projects_project."""

    id: UUID
    code: str
    investment_code: str
    name: str
    name_en: str
    owner_id: UUID
    site_id: UUID
    region_code: str
    label: str
    published: bool
    sector: str
    funding_source: str
    nature: str
    stage: str
    investment_yuan: Decimal
    paid_yuan: Decimal
    progress_pct: Decimal
    figures_as_of: date | None
    planned_start: date | None
    planned_end: date | None
    actual_start: date | None
    actual_end: date | None
    content: str
    address: str
    search_text: str
    crosses: bool
    version: int
    created_at: datetime
    updated_at: datetime


class FundingRow(NamedTuple):
    """projects_fundingline."""

    project_id: UUID
    source: str
    year: int
    amount_yuan: Decimal


class ApprovalRow(NamedTuple):
    """projects_projectapproval."""

    id: UUID
    project_id: UUID
    kind: str
    number: str
    authority: str
    issued_on: date
    valid_to: date | None
    recorded_at: datetime
    extent_id: UUID | None


class LandDocumentRow(NamedTuple):
    """approvals_landdocument. ``areas``: land class code → m². ``survey_id``: given as it is written."""

    id: UUID
    project_id: UUID
    approval_id: UUID | None
    kind: str
    state: str
    number: str
    authority: str
    authority_level: str
    issued_on: date | None
    valid_to: date | None
    applicant_uscc: str
    project_code: str
    uses: list[str]
    areas: dict[str, float]
    declared_sqm: Decimal | None
    extent_id: UUID | None
    survey_id: int | None
    geometry_version: int | None
    geometry_sha256: str
    worst_rank: int
    version: int
    created_at: datetime
    updated_at: datetime


class LandCaseRow(NamedTuple):
    """approvals_landcase."""

    project_id: UUID | None
    supply: str
    separate_site: bool
    new_land: bool
    conversion: bool
    temporary: bool
    capacity: dict[str, float]
    succession: list[list[str]]
    version: int


class LandChangeRow(NamedTuple):
    """approvals_landchange."""

    project_id: UUID
    what: str
    kind: str
    changed_on: date
    approval_number: str
    state: str
    version: int


Row = (
    OrganisationRow | SourceRow | RegionRow | BasemapRow | FeatureRow | FeatureEventRow
    | SurveyRow | ShareRow | ProjectRow
    | FundingRow | ApprovalRow | LandDocumentRow | LandCaseRow | LandChangeRow
)  # fmt: skip
