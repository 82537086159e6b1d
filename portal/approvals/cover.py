"""What a land document's cover says is at least of the right form; whether it is true the rules tell."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from portal.projects.codes import check_uscc
from spatial.land.classes import CLASSES

USE = re.compile(r"\d{2,6}[A-Z]?", re.A)
"""A code of the classification: two digits for each level."""
LONGEST_TOLD = 40


class ApplicantInvalid(Invalid):
    """An applicant's number that is no unified social credit code (GB 32100)."""

    message = _("“{uscc}” is not a unified social credit code.")


class UseInvalid(Invalid):
    """A use that is no code of a land class."""

    message = _("“{use}” is not the code of a land class, such as 0804.")


def check_cover(document: Any) -> None:
    """Raise ``ApplicantInvalid`` or ``UseInvalid``; what is left empty is taken."""
    uscc = str(document.applicant_uscc or "").strip()
    if uscc and not check_uscc(uscc).ok:
        raise ApplicantInvalid(uscc=uscc[:LONGEST_TOLD])
    for use in document.uses or ():
        if use not in CLASSES and not USE.fullmatch(str(use)):
            raise UseInvalid(use=str(use)[:LONGEST_TOLD])
