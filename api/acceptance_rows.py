"""How pieces of works and material tests read in answers."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from bim.linking.following import Stands
from portal.acceptance import names, policy, rules, selectors
from portal.acceptance.bringing.rows import Entry
from portal.acceptance.models import BuiltElement, MaterialTest, Piece
from portal.acceptance.rules import Hindrance
from portal.acceptance.tree import Node, Tree, is_repeated
from portal.accounts.actor import Actor
from portal.projects.models import Project


def piece_row(piece: Piece) -> dict[str, Any]:
    """Return a piece. Counts of main and general items: looked at, passed."""
    return {
        "id": str(piece.pk), "level": piece.level, "level_name": names.word("LEVELS", piece.level),
        "code": piece.code, "name": piece.name, "parent": str(piece.parent_id) if piece.parent_id else None,
        "feature": {"id": str(piece.feature_id), "name": piece.feature.name}, "division": piece.division,
        "division_name": names.word("DIVISIONS", piece.division) if piece.division else "",
        "state": piece.state, "state_name": names.word("STATES", piece.state), "round": piece.round,
        "version": piece.version, "planned_on": piece.planned_on, "needs_test": piece.needs_test,
        "task": piece.task_key,
        "result": piece.result, "inspected_on": piece.inspected_on, "inspector": piece.inspector,
        "main": {"checked": piece.main_checked, "passed": piece.main_passed},
        "general": {"checked": piece.general_checked, "passed": piece.general_passed},
        "accepted_by": piece.accepted_by_name, "accepted_at": piece.accepted_at,
        "reopened_why": piece.reopened_why,
        "page": reverse("acceptance-piece", args=[piece.project.code, piece.pk]),
    }  # fmt: skip


def node_row(node: Node) -> dict[str, Any]:
    """Return a piece of the tree with what hangs on it and what holds it."""
    return piece_row(node.piece) | {
        "lots": node.lots, "lots_accepted": node.lots_accepted, "elements": node.elements,
        "held": held_rows(node.holds),
    }  # fmt: skip


def held_rows(found: Iterable[Hindrance]) -> list[dict[str, Any]]:
    """Return what stands against something: the guard, its facts and a sentence."""
    return [{"guard": one.code, "sentence": names.sentence(one), "facts": dict(one.facts)} for one in found]


def tree_row(tree: Tree, *, actor: Actor) -> dict[str, Any]:
    """Return a project's tree from above to below, and its tests."""
    return {
        "project": tree.project.code, "counts": tree.counts,
        "pieces": [node_row(node) for node in tree.nodes],
        "tests": [test_row(test) for test in tree.tests],
        "tests_failed": tree.tests_failed, "tests_pending": tree.tests_pending,
        "allowed_actions": project_actions(actor, tree.project),
    }  # fmt: skip


def project_actions(actor: Actor, project: Project) -> list[str]:
    """Return what the actor may do with the tree of a project as a whole."""
    return [
        name for name, may in (
            ("plan", policy.may_plan(actor, project)), ("sample", policy.may_sample(actor, project)),
        ) if may
    ]  # fmt: skip


def piece_detail(piece: Piece, *, actor: Actor) -> dict[str, Any]:
    """Return a piece with its tests, its elements, and what the actor may do; ``hindered``: by step."""
    found = selectors.gather([piece])
    facts = found.facts(piece, actor)
    links = piece.tests.select_related("test__project", "test__report").order_by("test__number")
    holds = () if piece.state == rules.ACCEPTED else rules.holds(facts)
    hindered = selectors.hindered(actor=actor, piece=piece, found=found)
    return piece_row(piece) | {
        "held": held_rows(holds),
        "allowed_actions": selectors.allowed_actions(actor=actor, piece=piece),
        "hindered": {action: held_rows(what) for action, what in hindered.items()},
        "tests": [test_row(link.test) | {"required": link.required} for link in links],
        "elements": [element_row(one) for one in piece.elements.order_by("global_id")],
    }  # fmt: skip


def test_row(test: MaterialTest) -> dict[str, Any]:
    """Return a material test. ``repeated``: whether another stands in its place."""
    report = test.report
    return {
        "id": str(test.pk), "number": test.number, "material": test.material, "standard": test.standard,
        "grade": test.grade, "sampled_on": test.sampled_on, "result": test.result,
        "result_name": names.word("RESULTS", test.result), "found": test.found, "tested_on": test.tested_on,
        "lab": test.lab, "recorded_by": test.told_by_name,
        "replaces": str(test.replaces_id) if test.replaces_id else None, "repeated": is_repeated(test),
        "report": {
            "name": report.name, "sha256": report.sha256, "size": report.size,
            "file": reverse("api:material-test-report", args=[test.pk]),
        } if report else None,
        "page": reverse("acceptance-test", args=[test.project.code, test.pk]),
    }  # fmt: skip


def test_detail(test: MaterialTest, *, actor: Actor) -> dict[str, Any]:
    """Return a test with its lots, its elements, and what the actor may do."""
    links = test.lots.select_related("lot__project", "lot__feature").order_by("lot__code")
    may = policy.may_tell(actor, test.project) and test.result == rules.PENDING
    sampled = policy.may_sample(actor, test.project)
    return test_row(test) | {
        "lots": [piece_row(link.lot) | {"required": link.required} for link in links],
        "elements": [element_row(one) for one in test.elements.order_by("global_id")],
        "allowed_actions": [*(["result"] if may else []), *(["link"] if sampled else [])],
    }  # fmt: skip


def element_row(one: BuiltElement) -> dict[str, Any]:
    """Return an element as the model called it when it was linked."""
    return {
        "structure": str(one.structure_id), "global_id": one.global_id, "name": one.name,
        "ifc_class": one.ifc_class,
    }  # fmt: skip


def hanging_rows(
    found: Iterable[BuiltElement], stand: Mapping[tuple[UUID, str], Stands]
) -> dict[str, list[dict[str, Any]]]:
    """Return pieces and tests, each once, with the GlobalIds of a structure's elements they speak of.

    ``stand``: where elements stand today; one that no model has any more keeps the id it was named by.
    """
    pieces: dict[Any, dict[str, Any]] = {}
    tests: dict[Any, dict[str, Any]] = {}
    for one in found:
        if one.piece is not None:
            row = pieces.setdefault(one.piece_id, _short(one.piece))
        elif one.test is not None:
            row = tests.setdefault(one.test_id, _short_test(one.test))
        else:
            continue
        at = stand.get((one.structure_id, one.global_id))
        row["elements"].append(at.global_id if at else one.global_id)
    return {"pieces": list(pieces.values()), "tests": list(tests.values())}


def _short(piece: Piece) -> dict[str, Any]:
    return {
        "id": str(piece.pk), "code": piece.code, "name": piece.name, "state": piece.state,
        "state_name": names.word("STATES", piece.state), "elements": [],
        "page": reverse("acceptance-piece", args=[piece.project.code, piece.pk]),
    }  # fmt: skip


def _short_test(test: MaterialTest) -> dict[str, Any]:
    return {
        "id": str(test.pk), "number": test.number, "material": test.material, "result": test.result,
        "result_name": names.word("RESULTS", test.result), "elements": [],
        "page": reverse("acceptance-test", args=[test.project.code, test.pk]),
    }  # fmt: skip


def entry_row(one: Entry) -> dict[str, Any]:
    """Return a piece a workbook would draw up."""
    draft = one.draft
    return {
        "row": one.row, "level": draft.level, "code": draft.code, "name": draft.name, "parent": draft.parent,
        "ground": one.ground, "division": draft.division, "planned_on": draft.planned_on,
        "needs_test": draft.needs_test,
    }  # fmt: skip
