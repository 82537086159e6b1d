"""Read what a topic says (``markup.bcf``) of any version."""

from xml.etree.ElementTree import Element  # noqa: S405

from bim.bcf.model import Comment, DocumentReference, HeaderFile, Snippet, Topic, Viewpoint
from bim.bcf.trees import broken, each, flag, parse, text, texts, whole


def read_markup(data: bytes, path: str) -> Topic:
    """Read one topic without its looks. Raises ``MarkupBroken``."""
    tree = parse(data, path)
    node = tree.find("Topic")
    if node is None or not node.get("Guid"):
        broken(path, "Topic/@Guid")
    comments = [*each(tree, "Comment"), *node.findall("Comments/Comment")]
    viewpoints = [*each(tree, "Viewpoints"), *node.findall("Viewpoints/ViewPoint")]
    return Topic(
        guid=node.get("Guid", "").lower(), title=text(node, "Title"), kind=node.get("TopicType", ""),
        status=node.get("TopicStatus", "") or _last_status(comments),
        server_assigned_id=node.get("ServerAssignedId", ""), priority=text(node, "Priority"),
        index=whole(text(node, "Index")), labels=texts(node, "Labels") or texts(node, "Labels/Label"),
        creation_date=text(node, "CreationDate"), creation_author=text(node, "CreationAuthor"),
        modified_date=text(node, "ModifiedDate"), modified_author=text(node, "ModifiedAuthor"),
        due_date=text(node, "DueDate"), assigned_to=text(node, "AssignedTo"), stage=text(node, "Stage"),
        description=text(node, "Description"),
        reference_links=texts(node, "ReferenceLink") or texts(node, "ReferenceLinks/ReferenceLink"),
        snippet=_snippet(node.find("BimSnippet")), documents=_documents(node), related=_related(node),
        header=tuple(_header(one) for at in ("Header/File", "Header/Files/File") for one in tree.findall(at)),
        comments=tuple(_comment(one) for one in comments),
        viewpoints=tuple(_viewpoint(one) for one in viewpoints),
    )  # fmt: skip


def _last_status(comments: list[Element]) -> str:
    """Return the state that the latest remark gives the topic: so it was before topics had one."""
    told = [(text(one, "Date"), text(one, "Status") or text(one, "VerbalStatus")) for one in comments]
    return max(((date, status) for date, status in told if status), default=("", ""))[1]


def _comment(node: Element) -> Comment:
    viewpoint, reply = node.find("Viewpoint"), node.find("ReplyToComment")
    return Comment(
        guid=node.get("Guid", "").lower(), date=text(node, "Date"), author=text(node, "Author"),
        text=text(node, "Comment"),
        viewpoint=(viewpoint.get("Guid", "") if viewpoint is not None else "").lower(),
        modified_date=text(node, "ModifiedDate"), modified_author=text(node, "ModifiedAuthor"),
        status=text(node, "Status"), verbal_status=text(node, "VerbalStatus"),
        reply_to=(reply.get("Guid", "") if reply is not None else "").lower(),
    )  # fmt: skip


def _viewpoint(node: Element) -> Viewpoint:
    return Viewpoint(
        guid=node.get("Guid", "").lower(), file=text(node, "Viewpoint"), snapshot=text(node, "Snapshot"),
        index=whole(text(node, "Index")),
    )  # fmt: skip


def _header(node: Element) -> HeaderFile:
    return HeaderFile(
        ifc_project=node.get("IfcProject", ""),
        ifc_spatial_structure_element=node.get("IfcSpatialStructureElement", ""),
        is_external=flag(node.get("IsExternal", node.get("isExternal")), default=True),
        filename=text(node, "Filename"), date=text(node, "Date"), reference=text(node, "Reference"),
    )  # fmt: skip


def _snippet(node: Element | None) -> Snippet | None:
    if node is None:
        return None
    return Snippet(
        kind=node.get("SnippetType", ""), reference=text(node, "Reference"),
        schema=text(node, "ReferenceSchema"),
        is_external=flag(node.get("IsExternal", node.get("isExternal")), default=False),
    )  # fmt: skip


def _documents(node: Element) -> tuple[DocumentReference, ...]:
    """Read the three ways: one element each (2.0 in the plural, 2.1), or one list of them (3.0)."""
    listed = node.findall("DocumentReferences/DocumentReference")
    single = each(node, "DocumentReference", "DocumentReferences")
    flat = [one for one in single if one.find("ReferencedDocument") is not None]
    return tuple(_document(one) for one in [*flat, *listed])


def _document(node: Element) -> DocumentReference:
    outside = flag(node.get("isExternal"), default=False)
    named = text(node, "ReferencedDocument")
    return DocumentReference(
        guid=node.get("Guid", "").lower(), url=named if outside else text(node, "Url"),
        document=text(node, "DocumentGuid").lower(), path="" if outside else named,
        description=text(node, "Description"),
    )  # fmt: skip


def _related(node: Element) -> tuple[str, ...]:
    flat = [one for one in each(node, "RelatedTopic", "RelatedTopics") if one.get("Guid")]
    listed = node.findall("RelatedTopics/RelatedTopic")
    return tuple(one.get("Guid", "").lower() for one in [*flat, *listed])
