"""A published model of each project's structure, made without reading a file, with the lot's own words."""

import gzip
from io import BytesIO

from bim.bcf.model import Comment, Topic, Viewpoint
from bim.bcf.plain import comment_as_plain, look_as_plain, topic_as_plain
from bim.catalog.models import Element, Federation, Model, PlacementDecision, Revision, Upload
from bim.catalog.models_checks import ModelFinding
from bim.issues.models import Issue, IssueComment, IssueView, SavedView
from bim.placing.frame import frame_at
from portal.core.files import store_file
from portal.projects.models import Project
from spatial.features.models import Feature
from tests.conftest import NOON

GUID = "0QzPaaaaaaaaaaaaaaaaaa"
LOOK = "8dc86298-9737-40b4-a448-98a9e953293a"
INDEX = '{"global_id":["%s"],"class":[0],"classes":["IfcWall"],"name":["%s"],"parent":[-1],"storey":[-1]}'
TILESET = '{"asset":{"version":"1.1"},"geometricError":1,"root":{"content":{"uri":"%s"},"refine":"ADD"}}'


def plant_model(project: Project, n: int) -> Revision:
    """Plant one published model with one element."""
    word = f"QzP{n}zQ"
    structure = Feature.objects.get(root_id=project.site_id, kind="structure")
    federation = Federation.objects.create(feature=structure, name=f"{word}-f", created_at=NOON)
    model = Model.objects.create(
        feature=structure, name=word, federation=federation, created_at=NOON
    )
    east, north = structure.geom.centroid.coords
    frame = frame_at(
        lon=east, lat=north, rotation_deg=0.0, height_m=float(n), srid=4549, method="by_hand", level=50
    )
    files = {"tileset.json": TILESET % f"{word}.glb", f"{word}.glb": word, "index.json": INDEX % (GUID, word)}
    revision = Revision.objects.create(
        model=model, number=1, file=store_file(BytesIO(f"{word} ifc".encode()), name=f"{word}.ifc"),
        name=f"{word}.ifc", state="published", schema="IFC4", frame=frame.plain(), origin=[0.0, 0.0, 0.0],
        box=[0.0] * 6, counts={"elements": 1, "triangles": n}, created_at=NOON, published_at=NOON,
        tiles={name: _kept(name, text) for name, text in files.items()}, land=_land(word),
    )  # fmt: skip
    Element.objects.create(
        revision=revision, el=0, global_id=GUID, step_id=1, ifc_class="IfcWall", name=word, status="ok",
        psets={"Pset": {"Word": word}},
    )  # fmt: skip
    ModelFinding.objects.create(
        revision=revision, position=0, code="names_damaged", severity="warning", facts={"example": word},
        elements=[GUID], count=1,
    )  # fmt: skip
    PlacementDecision.objects.create(model=model, method="by_hand", given={}, reason=word, decided_at=NOON)
    model.current = revision
    model.save()
    return revision


def _land(word: str) -> dict[str, object]:
    finding = {
        "rule": "L05", "code": "footprint_outside", "severity": "error", "legal_basis": word,
        "effective_from": "2020-01-01", "subject": "footprint", "area_sqm": 1.0, "distance_m": 1.0,
        "facts": {"outer": "A6", "inner": "footprint", "wall_m": 1.0, "walls": None},
        "geometry": {"type": "Point", "coordinates": [120.0, 30.0]},
    }  # fmt: skip
    element = {
        "el": 0, "global_id": GUID, "class": "IfcWall", "name": word, "line": "ground", "distance_m": 1.0,
        "area_sqm": 1.0,
    }  # fmt: skip
    return {"line": "ground", "outer": "A6", "findings": [finding], "elements": [element]}


def plant_issue(revision: Revision, n: int) -> Issue:
    """Plant one issue on a model's structure, with a remark and a look that has a picture."""
    word, structure = f"QzP{n}zQ", revision.model.feature
    topic = Topic(guid=LOOK, title=word, status="open", creation_author=word, description=word)
    issue = Issue.objects.create(
        feature=Feature.objects.get(root_id=structure.root_id, kind="issue"), structure=structure,
        model=revision.model, guid=LOOK, number=1, title=word, topic=topic_as_plain(topic),
        created_at=NOON, changed_at=NOON,
    )  # fmt: skip
    said = Comment(guid=LOOK, date="2026-01-01T00:00:00Z", author=word, text=word)
    IssueComment.objects.create(
        issue=issue, guid=LOOK, author=word, said_at=NOON, said=comment_as_plain(said)
    )
    look = Viewpoint(guid=LOOK, file="v.bcfv", snapshot="v.png")
    IssueView.objects.create(
        issue=issue, guid=LOOK, position=0, look=look_as_plain(look),
        snapshot=store_file(BytesIO(word.encode()), name="v.png", content_type="image/png"),
    )  # fmt: skip
    return issue


def plant_saved_view(revision: Revision, n: int) -> SavedView:
    """Plant one view that somebody keeps of a model's structure."""
    word, model = f"QzP{n}zQ", revision.model
    return SavedView.objects.create(
        structure=model.feature, model=model, name=word, link=f"q={word}", author=word, created_at=NOON
    )


def plant_upload(owner_id: int | None) -> Upload:
    """Plant one upload of a person's own."""
    return Upload.objects.create(owner_id=owner_id, name="QzI3zQ.ifc", size=9, created_at=NOON)


def remove_models(sites: list[object]) -> None:
    """Let the models of these sites never have been."""
    models = Model.objects.filter(feature__root_id__in=sites)
    ids = list(models.values_list("pk", flat=True))
    models.update(current=None, federation=None)
    issues = Issue.objects.filter(structure__root_id__in=sites)
    talk = list(issues.values_list("pk", flat=True))
    for rows in (
        IssueComment.objects.filter(issue_id__in=talk), IssueView.objects.filter(issue_id__in=talk),
        Issue.objects.filter(pk__in=talk), SavedView.objects.filter(model_id__in=ids),
        ModelFinding.objects.filter(revision__model_id__in=ids),
        Element.objects.filter(revision__model_id__in=ids), Revision.objects.filter(model_id__in=ids),
        PlacementDecision.objects.filter(model_id__in=ids), Model.objects.filter(pk__in=ids),
        Federation.objects.filter(feature__root_id__in=sites),
    ):  # fmt: skip
        rows._raw_delete(rows.db)


def _kept(name: str, text: str) -> dict[str, object]:
    row = store_file(BytesIO(gzip.compress(text.encode(), mtime=0)), name=name)
    return {"sha256": row.sha256, "size": row.size}
