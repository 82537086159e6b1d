"""Two documents of a project side by side: what only one of them holds, and how that is judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import shapely
from django.utils.translation import gettext_lazy as _
from shapely import Geometry as Shape

from portal.accounts.actor import Actor
from portal.approvals import gathering, rules, selectors
from portal.approvals.ground import POLYGONS
from portal.approvals.held import Held
from portal.core.errors import NotFound
from portal.core.rulebook import rule
from portal.projects.models import Project
from portal.projects.selectors import get_project, list_features
from spatial.coordinates.transform import transform_geometry
from spatial.coordinates.zones import LONLAT_SRID
from spatial.land import chain, comparing
from spatial.land.comparing import Versions
from spatial.land.grounds import zone_srid
from spatial.land.rules.facts import CaseFacts, Containment
from spatial.land.rules.finding import Finding, Geometry
from spatial.land.rules.ground import chain_holds, footprint_holds
from spatial.land.selectors import book_on

ORDER = (*chain.CONTAINMENT, "A11", "A12")
"""From the widest ground to the narrowest; then what lies beside the chain."""


class SideAbsent(NotFound):
    """The project holds no such document, or one without a boundary."""

    message = _("This project holds no document “{key}” with a boundary.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One document with its ground. ``key``: stable, for an address; ``paper``: the id of its row among the
    papers, where it has one. ``shape``: WKB, EPSG:4326.

    ``newest``: no later one of its kind is held. ``areas``: land class code → m², as the document says;
    ``names``: what it calls a class where that is not the listed name.
    """

    key: str
    kind: str
    newest: bool
    shape: bytes
    paper: str = ""
    number: str = ""
    authority: str = ""
    issued_on: date | None = None
    valid_to: date | None = None
    state: str = ""
    areas: Mapping[str, float]
    declared_sqm: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLine:
    """The area of one land class in both documents, in m²; ``None``: that document does not divide."""

    code: str
    outer_sqm: float | None
    inner_sqm: float | None

    @property
    def change_sqm(self) -> float | None:
        """Return by how much the inner one says more."""
        if self.outer_sqm is None or self.inner_sqm is None:
            return None
        return self.inner_sqm - self.outer_sqm


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two neighbours in the chain and what the rules say of them: nothing where the inner lies within."""

    outer: str
    inner: str
    excess_sqm: float
    distance_m: float
    finding: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two documents held against each other. Areas in m² on the plane of the inner one's zone ``srid``.

    ``added``: ground of the inner alone; ``removed``: of the outer alone. ``within``: how far the inner
    reaches out; ``None`` for two of one kind, where the later takes the place of the earlier.
    """

    project: Project
    outer: Side
    inner: Side
    srid: int
    outer_sqm: float
    inner_sqm: float
    added_sqm: float
    removed_sqm: float
    added: Geometry
    removed: Geometry
    classes: tuple[ClassLine, ...]
    within: Link | None

    @property
    def common_sqm(self) -> float:
        """Return what both hold."""
        return self.inner_sqm - self.added_sqm


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """All documents with a boundary, the pair looked at where there are two, and the whole chain's links."""

    project: Project
    sides: tuple[Side, ...]
    pair: Pair | None
    links: tuple[Link, ...]


def side_by_side(*, actor: Actor, code: str, outer: str, inner: str, on: date) -> SideBySide:
    """Return two documents of a project side by side; without names, the two that agree least.

    ``outer``, ``inner``: a side's ``key``, or a kind for its newest document. Raises ``ProjectNotFound``,
    ``SideAbsent``, and for the public ``CheckNotPublic``.
    """
    project = get_project(actor=actor, code=code)
    selectors.sight(actor)
    case = gathering.gather(project, on=on, features=list_features(actor=actor))
    found = tuple(_sides(project, case.boundaries, on))
    links = _judged(project, comparing.contain(case.boundaries), on)
    chosen = _chosen(found, outer, inner) if outer or inner else _telling(found, links)
    return SideBySide(
        project=project, sides=found, links=links, pair=_pair(project, *chosen, on) if chosen else None
    )


def compare_documents(*, actor: Actor, code: str, outer: str, inner: str, on: date) -> Pair:
    """Return two documents of a project as they are named, each by its id or the newest of a kind.

    Raises ``ProjectNotFound``, ``SideAbsent``, and for the public ``CheckNotPublic``.
    """
    project = get_project(actor=actor, code=code)
    selectors.sight(actor)
    case = gathering.gather(project, on=on, features=list_features(actor=actor))
    found = tuple(_sides(project, case.boundaries, on))
    return _pair(project, _named(found, outer), _named(found, inner), on)


def _sides(project: Project, newest: Mapping[str, bytes], on: date) -> Iterator[Side]:
    papers = [held for held in gathering.held_papers(project) if held.kind in ORDER and _drawn(held)]
    last = {held.kind: held for held in papers if gathering.counts(held, candidate=None)}
    for held in sorted(papers, key=lambda one: ORDER.index(one.kind)):
        own, is_last = bytes(held.extent.geom.wkb) if held.extent else b"", last.get(held.kind) is held
        yield _side(held, newest.get(held.kind, own) if is_last else own, newest=is_last, on=on)
    if chain.FOOTPRINT in newest:
        yield Side(
            key=chain.FOOTPRINT, kind=chain.FOOTPRINT, newest=True, shape=newest[chain.FOOTPRINT], areas={}
        )


def _drawn(held: Held) -> bool:
    return held.extent is not None and held.extent.geom.geom_type in POLYGONS


def _side(held: Held, shape: bytes, *, newest: bool, on: date) -> Side:
    row, paper = held.document, held.approval
    return Side(
        key=str(row.pk if row else paper.pk if paper else held.kind), kind=held.kind, newest=newest,
        shape=shape, paper=str(paper.pk) if paper else "", number=held.number,
        authority=held.authority, issued_on=held.issued_on, valid_to=held.valid_to,
        state=row.state if row else _state(held, on),
        areas={code: float(area) for code, area in row.areas.items()} if row else {},
        names=row.area_names if row else {},
        declared_sqm=float(row.declared_sqm) if row and row.declared_sqm is not None else None,
    )  # fmt: skip


def _state(held: Held, on: date) -> str:
    soon = int(rule("land_alert_first_days", on=on))
    return rules.state_on(valid_to=held.valid_to, on=on, first_days=soon)


def _chosen(found: Sequence[Side], outer: str, inner: str) -> tuple[Side, Side]:
    """Return the two sides, the wider kind first; of one kind, the earlier first."""
    first, second = _named(found, outer), _named(found, inner)
    return (first, second) if found.index(first) <= found.index(second) else (second, first)


def _telling(found: Sequence[Side], links: Sequence[Link]) -> tuple[Side, Side] | None:
    """Return the neighbours in the chain with the gravest finding; without any, the last two documents."""
    wrong = [link for link in links if link.finding]
    if wrong:
        worst = max(wrong, key=lambda link: rules.rank(link.finding.severity if link.finding else None))
        return _chosen(found, worst.outer, worst.inner)
    papers = [side for side in found if side.kind != chain.FOOTPRINT]
    last = papers if len(papers) > 1 else list(found)
    return (last[-2], last[-1]) if len(last) > 1 else None


def _named(found: Sequence[Side], key: str) -> Side:
    for side in found:
        if key and (key in (side.key, side.paper) or (side.kind == key and side.newest)):
            return side
    raise SideAbsent(key=key[:40])


def _pair(project: Project, outer: Side, inner: Side, on: date) -> Pair:
    versions = Versions(
        document=f"{outer.kind} – {inner.kind}", granted_version=1, current_version=2, granted=outer.shape,
        current=inner.shape,
    )  # fmt: skip
    (edit,) = comparing.compare([versions])
    srid = zone_srid(inner.shape)
    return Pair(
        project=project, outer=outer, inner=inner, srid=srid, outer_sqm=_plane(outer.shape, srid).area,
        inner_sqm=_plane(inner.shape, srid).area, added_sqm=edit.added_sqm, removed_sqm=edit.removed_sqm,
        added=edit.added, removed=edit.removed, classes=tuple(_classes(outer, inner)),
        within=_within(project, outer, inner, on),
    )  # fmt: skip


def _plane(shape: bytes, srid: int) -> Shape:
    return transform_geometry(shapely.from_wkb(shape), source=LONLAT_SRID, target=srid)


def _classes(outer: Side, inner: Side) -> Iterator[ClassLine]:
    for code in sorted({*outer.areas, *inner.areas}):
        yield ClassLine(code=code, outer_sqm=_of(outer, code), inner_sqm=_of(inner, code))


def _of(side: Side, code: str) -> float | None:
    return side.areas.get(code, 0.0) if side.areas else None


def _within(project: Project, outer: Side, inner: Side, on: date) -> Link | None:
    if outer.kind == inner.kind or not {outer.kind, inner.kind} <= set(chain.CONTAINMENT):
        return None
    asked = comparing.Pair(
        outer=outer.kind, inner=inner.kind, outer_shape=outer.shape, inner_shape=inner.shape
    )
    (link,) = _judged(project, comparing.contain_pairs([asked]), on)
    return link


def _judged(project: Project, found: Sequence[Containment], on: date) -> tuple[Link, ...]:
    """Return what L04 and L05 say of each pair: the very rules of the cross-check."""
    book = book_on(on=on, jurisdiction=project.region_code[:2] or "*")
    links = []
    for one in found:
        facts = CaseFacts(on=on, sector=project.sector, containments=(one,))
        said = next(iter([*chain_holds(facts, book), *footprint_holds(facts, book)]), None)
        links.append(Link(
            outer=one.outer, inner=one.inner, excess_sqm=one.excess_sqm, distance_m=one.distance_m,
            finding=said,
        ))  # fmt: skip
    return tuple(links)
