"""The parcels a document's boundary is made of: each a versioned feature with its survey."""

import hashlib
from collections.abc import Iterable

from portal.approvals import faults
from portal.approvals.models import LandDocument, LandParcel
from spatial.features.models import Feature, SurveyOriginal


def lay(document: LandDocument) -> None:
    """Write the parcels of a boundary just attached: those that stand under it, else the boundary itself."""
    if document.extent is None or document.survey is None:
        raise faults.BoundaryMissing(kind=document.kind)
    document.parcels.all().delete()
    pairs = _surveyed(document.extent) or [(document.extent, document.survey)]
    LandParcel.objects.bulk_create(
        LandParcel(document=document, position=n, feature=feature, survey=survey)
        for n, (feature, survey) in enumerate(pairs, start=1)
    )


def of_document(document: LandDocument) -> list[LandParcel]:
    """Return the parcels of a document's boundary in their order."""
    return list(document.parcels.select_related("feature", "survey").order_by("position"))


def told_of(document: LandDocument) -> list[LandParcel]:
    """Return the parcels; of a boundary that came in one piece, the boundary itself as the only one."""
    extent, survey = document.extent, document.survey
    if rows := of_document(document):
        return rows
    if extent is None or survey is None:
        return []
    return [
        LandParcel(
            document=document, position=1, feature=extent, survey=survey,
            geometry_version=document.geometry_version, geometry_sha256=document.geometry_sha256,
        )
    ]  # fmt: skip


def mark_checked(document: LandDocument) -> None:
    """Keep which versions were checked."""
    rows = of_document(document)
    for row in rows:
        row.checked_version = row.feature.version
    LandParcel.objects.bulk_update(rows, ["checked_version"])


def moved_since_check(document: LandDocument) -> bool:
    """Tell whether a parcel is no longer the one that was checked."""
    return any(row.checked_version != row.feature.version for row in of_document(document))


def freeze(document: LandDocument) -> list[LandParcel]:
    """Keep which ground was granted, all parcels together: version and SHA-256 of the WKB (EPSG:4326)."""
    rows = of_document(document)
    for row in rows:
        row.geometry_version, row.geometry_sha256 = row.feature.version, fingerprint(row.feature)
    LandParcel.objects.bulk_update(rows, ["geometry_version", "geometry_sha256"])
    return rows


def frozen_elsewhere(rows: Iterable[LandParcel]) -> list[LandParcel]:
    """Return the parcels that have another version now than when they were granted."""
    return [row for row in rows if row.geometry_version not in (None, row.feature.version)]


def fingerprint(feature: Feature) -> str:
    """Return the SHA-256 of a feature's WKB."""
    return hashlib.sha256(bytes(feature.geom.wkb)).hexdigest()


def _surveyed(extent: Feature) -> list[tuple[Feature, SurveyOriginal]]:
    rows = Feature.objects.filter(parent=extent, kind="permit_extent", valid_to__isnull=True)
    features = list(rows.order_by("code", "pk"))
    originals = SurveyOriginal.objects.filter(feature__in=features).order_by("recorded_at", "pk")
    newest = {one.feature_id: one for one in originals}
    return [(feature, newest[feature.pk]) for feature in features if feature.pk in newest]
