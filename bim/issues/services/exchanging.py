"""Issues in from archives and out as archives."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from bim.bcf.merging import unforgotten
from bim.bcf.model import Archive, Comment, Topic
from bim.bcf.plain import CAME_WITH, look_from_plain, surrounded, surroundings, topic_from_plain
from bim.bcf.reading import read_archive
from bim.bcf.writing import FOLDER, WRITTEN, losses, write_archive
from bim.catalog.selectors import get_structure, project_of
from bim.issues import faults, policy
from bim.issues.models import Issue
from bim.issues.selectors import list_issues
from bim.issues.services import guarding, wording
from bim.issues.services.keeping import (
    guid_of,
    keep_comment,
    keep_file,
    keep_surroundings,
    keep_topic,
    keep_view,
    write_topic,
)
from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.core.files import open_file
from spatial.features.models import Feature

WORDS = "extensions.xsd"
"""The words of 2.1: they are read, and written anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an archive."""

    version: str
    made: tuple[Issue, ...]
    renewed: tuple[Issue, ...]
    unchanged: tuple[Issue, ...]


@transaction.atomic
def import_archive(*, actor: Actor, structure_id: UUID, data: bytes, name: str, on: date) -> Imported:
    """Bring the issues of an archive to a structure; those known by their GUID are renewed.

    Raises what ``bim.bcf.reading`` raises; then nothing is saved.
    """
    structure = get_structure(actor=actor, feature_id=structure_id)
    project = project_of(structure)
    if project is None or not policy.may_write(actor, project):
        raise faults.WritingForbidden()
    archive = read_archive(data, name)
    Feature.objects.select_for_update(no_key=True).get(pk=structure.pk)
    found: dict[str, list[Issue]] = {"made": [], "renewed": [], "unchanged": []}
    for topic in archive.topics:
        what, issue = _bring(actor, structure, topic, archive, on)
        found[what].append(issue)
    _keep_left(next(iter([*found["made"], *found["renewed"]]), None), archive)
    counts = {what: len(issues) for what, issues in found.items()}
    facts = counts | {"name": name[:200], "bcf": archive.version}
    record_event(
        actor=actor, verb="import_issues", subject_type="feature", subject_id=structure.pk, facts=facts
    )
    return Imported(version=archive.version, **{what: tuple(issues) for what, issues in found.items()})


def _bring(
    actor: Actor, structure: Feature, topic: Topic, archive: Archive, on: date
) -> tuple[str, Issue]:
    known = Issue.objects.filter(structure=structure, guid=guid_of(topic.guid)).first()
    if known is None:
        issue, what = keep_topic(actor=actor, structure=structure, topic=topic, on=on, foreign=True), "made"
    else:
        issue, before = known, topic_of(known)
        topic = guarding.kept_course(actor, issue, unforgotten(topic, before, archive.version))
        topic = wording.kept_words(actor, issue, before, topic)
        what = "unchanged" if before == topic else "renewed"
        if what == "renewed":
            issue.version += 1
            write_topic(issue, topic)
            wording.pass_on(issue)
    if what != "unchanged":
        keep_surroundings(issue, surroundings(archive, topic))
        _keep_rest(issue, topic, archive)
    return what, issue


def _keep_rest(issue: Issue, topic: Topic, archive: Archive) -> None:
    """Keep talk, looks and files. A snapshot is a look's own; what else lies in the folder stays a file."""
    folder = f"{topic.guid}/"
    drawn = {posixpath.join(topic.guid, look.snapshot) for look in topic.viewpoints if look.snapshot}
    for comment in topic.comments:
        keep_comment(issue, comment)
    for position, look in enumerate(topic.viewpoints):
        keep_view(issue, position, look, archive.files.get(posixpath.join(topic.guid, look.snapshot)))
    named = _named(topic)
    for path, body in archive.files.items():
        if (path.startswith(folder) and path not in drawn) or path in named:
            keep_file(issue, path, body)


def _named(topic: Topic) -> set[str]:
    """Return the files of an archive that a topic speaks of: documents, its snippet, its models."""
    paths = [one.path for one in topic.documents] + [one.reference for one in topic.header]
    if topic.snippet is not None:
        paths += [topic.snippet.reference, topic.snippet.schema]
    listed = {f"{FOLDER}/{one.document}" for one in topic.documents if one.document}
    return listed | {posixpath.normpath(posixpath.join(topic.guid, path)) for path in paths if path}


def _keep_left(first: Issue | None, archive: Archive) -> None:
    """Files that no topic speaks of come along with the first: an archive loses nothing on its way."""
    if first is None:
        return
    spoken = {path for topic in archive.topics for path in _named(topic)}
    folders = tuple(f"{topic.guid}/" for topic in archive.topics)
    for path, body in archive.files.items():
        if path not in spoken and not path.startswith(folders) and path != WORDS:
            keep_file(first, path, body)


def topic_of(issue: Issue) -> Topic:
    """Return an issue as a topic."""
    views = tuple(look_from_plain(view.look) for view in issue.views.order_by("position"))
    said = tuple(Comment(**one.said) for one in issue.comments.order_by("pk"))
    return replace(topic_from_plain(issue.topic), comments=said, viewpoints=views)


def export_archive(*, actor: Actor, issues: Sequence[Issue], version: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the archive of issues the actor may see, and what the version has no place for."""
    if version not in WRITTEN:
        raise faults.VersionNotWritten(version=version[:20], known=", ".join(WRITTEN))
    visible = list_issues(actor=actor).filter(pk__in=[issue.pk for issue in issues])
    topics: list[Topic] = []
    files: dict[str, bytes] = {}
    for issue in visible.order_by("number", "pk"):
        topic = topic_of(issue)
        topics.append(topic)
        files |= _files_of(issue, topic)
    kept = [issue.topic[CAME_WITH] for issue in visible if issue.topic.get(CAME_WITH)]
    archive = surrounded(Archive(version=version, topics=tuple(topics), files=files), kept)
    return write_archive(archive, version), losses(archive, version)


def _files_of(issue: Issue, topic: Topic) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for view in issue.views.select_related("snapshot"):
        if view.snapshot is not None and view.look["snapshot"]:
            with open_file(view.snapshot) as source:
                files[posixpath.join(topic.guid, view.look["snapshot"])] = source.read()
    for one in issue.files.select_related("file"):
        with open_file(one.file) as source:
            files[one.path] = source.read()
    return files
