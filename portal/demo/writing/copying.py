"""COPY of typed rows."""

from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from psycopg import sql

from portal.core.sql import read
from portal.demo.money.tables import TABLES as MONEY
from portal.demo.progress.rows import TABLES as PROGRESS
from portal.demo.works import rows

SQL = Path(__file__).resolve().parent.parent / "sql"
BYTEA = 17
TABLES: dict[type, str] = {
    rows.OrganisationRow: "accounts_organisation",
    rows.SourceRow: "regions_regionsource",
    rows.RegionRow: "regions_region",
    rows.BasemapRow: "basemap_basemapshape",
    rows.FeatureRow: "features_feature",
    rows.FeatureEventRow: "features_featureevent",
    rows.SurveyRow: "features_surveyoriginal",
    rows.ShareRow: "features_allocationshare",
    rows.ProjectRow: "projects_project",
    rows.FundingRow: "projects_fundingline",
    rows.ApprovalRow: "projects_projectapproval",
    rows.LandDocumentRow: "approvals_landdocument",
    rows.LandCaseRow: "approvals_landcase",
    rows.LandChangeRow: "approvals_landchange",
    **MONEY,
    **PROGRESS,
}


def _statement(name: str, row_type: type) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, row_type._fields))  # type: ignore[attr-defined, arg-type]
    return sql.SQL(read(SQL / name)).format(table=sql.Identifier(TABLES[row_type]), columns=columns)


def _types(row_type: type) -> list[int]:
    """Return the types of a table's columns; geometry travels as bytes (EWKB)."""
    with connection.cursor() as cursor:
        cursor.execute(_statement("columns.sql", row_type))
        known = [column.type_code for column in cursor.description]
    geometry = {"geom", "public_geom", "geom_native", "merc_low", "merc_mid", "label_point", "place"}
    fields = row_type._fields  # type: ignore[attr-defined]
    return [BYTEA if field in geometry else oid for field, oid in zip(fields, known, strict=True)]


def copy_rows(row_type: type, items: Iterable[tuple[object, ...]]) -> int:
    """Write rows of one type into their table and return how many there were."""
    count, types = 0, _types(row_type)
    with connection.cursor() as cursor, cursor.cursor.copy(_statement("copy.sql", row_type)) as copy:
        copy.set_types(types)
        for item in items:
            copy.write_row(item)
            count += 1
    return count
