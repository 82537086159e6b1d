"""What an issue archive holds, in the words of BCF 3.0, whatever version it was written in.

Places and lengths in metres of the model's own coordinates, angles in degrees. Dates stay the text they were,
so that nothing is lost between two programs.
"""

from dataclasses import dataclass, field

Vector = tuple[float, float, float]
LISTS = ("topic_types", "topic_statuses", "priorities", "topic_labels", "users", "snippet_types", "stages")
IN_SCHEMA = ("TopicType", "TopicStatus", "Priority", "TopicLabel", "UserIdType", "SnippetType", "Stage")
"""What a schema of 2.0 and 2.1 calls the words of ``LISTS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One element of the model, by its GlobalId or by what the program that wrote it calls it."""

    ifc_guid: str = ""
    originating_system: str = ""
    authoring_tool_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Whether kinds that are usually hidden are to be seen."""

    spaces: bool = False
    space_boundaries: bool = False
    openings: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """One colour, RRGGBB or AARRGGBB, and what wears it."""

    colour: str
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """What is selected, coloured, and seen: all but the exceptions, or, by default hidden, only they."""

    selection: tuple[Component, ...] = ()
    default_visibility: bool = True
    exceptions: tuple[Component, ...] = ()
    colouring: tuple[Colouring, ...] = ()
    hints: Hints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where one looks from.

    ``field_of_view``: degrees, of a perspective camera; ``scale``: metres the view is high, of an
    orthogonal one.
    """

    position: Vector
    direction: Vector
    up: Vector
    field_of_view: float | None = None
    scale: float | None = None
    aspect: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bitmap:
    """A picture that hangs in the model: ``kind`` png or jpg, its centre, and its height in metres."""

    kind: str
    reference: str
    location: Vector
    normal: Vector
    up: Vector
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """A look at the model. ``file`` and ``snapshot``: names in the topic's folder, ``""`` without one.

    ``own_guid``: what the file of the look calls itself, where that is another than the topic says.
    """

    guid: str
    file: str = ""
    snapshot: str = ""
    index: int | None = None
    camera: Camera | None = None
    components: Components | None = None
    lines: tuple[tuple[Vector, Vector], ...] = ()
    planes: tuple[tuple[Vector, Vector], ...] = ()
    bitmaps: tuple[Bitmap, ...] = ()
    own_guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One remark. ``status``, ``verbal_status`` and ``reply_to`` were in 2.0 alone."""

    guid: str
    date: str
    author: str
    text: str = ""
    viewpoint: str = ""
    modified_date: str = ""
    modified_author: str = ""
    status: str = ""
    verbal_status: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFile:
    """A model the topic speaks of."""

    ifc_project: str = ""
    ifc_spatial_structure_element: str = ""
    is_external: bool = True
    filename: str = ""
    date: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of data beside the topic."""

    kind: str
    reference: str
    schema: str = ""
    is_external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReference:
    """A document: its ``url``, or a ``document`` of the archive's list (3.0), or a ``path`` within."""

    guid: str = ""
    url: str = ""
    document: str = ""
    path: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One issue."""

    guid: str
    title: str
    kind: str = ""
    status: str = ""
    server_assigned_id: str = ""
    priority: str = ""
    index: int | None = None
    labels: tuple[str, ...] = ()
    creation_date: str = ""
    creation_author: str = ""
    modified_date: str = ""
    modified_author: str = ""
    due_date: str = ""
    assigned_to: str = ""
    stage: str = ""
    description: str = ""
    reference_links: tuple[str, ...] = ()
    snippet: Snippet | None = None
    documents: tuple[DocumentReference, ...] = ()
    related: tuple[str, ...] = ()
    header: tuple[HeaderFile, ...] = ()
    comments: tuple[Comment, ...] = ()
    viewpoints: tuple[Viewpoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that travels in the archive (3.0)."""

    guid: str
    filename: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A whole archive. ``files``: all other files by path; ``lists``: the words it allows, by ``LISTS``."""

    version: str
    topics: tuple[Topic, ...] = ()
    project_id: str = ""
    project_name: str = ""
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
