"""One paper of a project, whichever table speaks of it."""

from dataclasses import dataclass
from datetime import date

from portal.approvals.models import LandDocument
from portal.projects.models import ProjectApproval
from spatial.features.models import Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One paper of a project: its row in the table of papers, its case where it has one, or both."""

    kind: str
    approval: ProjectApproval | None
    document: LandDocument | None

    @property
    def number(self) -> str:
        """Return the number on the cover."""
        row = self.approval or self.document
        return row.number if row else ""

    @property
    def issued_on(self) -> date | None:
        """Return the date on the cover."""
        row = self.approval or self.document
        return row.issued_on if row else None

    @property
    def valid_to(self) -> date | None:
        """Return the last day."""
        row = self.approval or self.document
        return row.valid_to if row else None

    @property
    def authority(self) -> str:
        """Return who issued it."""
        row = self.approval or self.document
        return row.authority if row else ""

    @property
    def extent(self) -> Feature | None:
        """Return the boundary it carries."""
        if self.document is not None and self.document.extent is not None:
            return self.document.extent
        return self.approval.extent if self.approval else None
