"""Shapes of what people fill in about the way to the ground and about changes after approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.approvals import names
from portal.approvals.ways import Way, WayInvalid
from portal.pages.forms import Day

EMPTY_ROWS = 2
"""Empty rows offered below what is on record."""
Pair = tuple[str, str]


class WayForm(forms.Form):
    """How a project comes to its ground; capacity and holders come as rows of their own."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    supply = forms.ChoiceField(choices=lambda: list(names.SUPPLIES.items()), label=_("Way of supply"))
    early_start_on = forms.DateField(
        required=False, widget=Day, label=_("Work may begin by leave from"),
        help_text=_("Where an early start was allowed before all approvals; empty otherwise."),
    )  # fmt: skip
    separate_site = forms.BooleanField(
        required=False, label=_("The site is approved on its own, not within a batch of a town")
    )
    new_land = forms.BooleanField(required=False, label=_("The unit does not hold the ground yet"))
    conversion = forms.BooleanField(
        required=False, label=_("Farmland is converted or collective land expropriated")
    )
    temporary = forms.BooleanField(required=False, label=_("Temporary land is used besides"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WayTyped:
    """The form as it is shown. ``capacity``: measure and units; ``succession``: former and present holder."""

    form: WayForm
    capacity: tuple[Pair, ...]
    succession: tuple[Pair, ...]
    failed: bool = False

    @property
    def changes(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; the form was found valid before.

        Raise ``WayInvalid`` for a measure that stands twice.
        """
        measures = [measure for measure, _units in self.capacity]
        if len(set(measures)) < len(measures):
            raise WayInvalid(name="capacity", value=", ".join(measures)[:80])
        given = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        return given | {
            "capacity": {measure: units.replace(",", "") for measure, units in self.capacity},
            "succession": [list(pair) for pair in self.succession],
        }

    @property
    def empty_rows(self) -> range:
        """Return as many as there are empty rows to offer."""
        return range(EMPTY_ROWS)


def way_recorded(way: Way, version: int) -> WayTyped:
    """Return the form with what is on record."""
    known = {name: getattr(way, name) for name in WayForm.base_fields if name != "version"}
    return WayTyped(
        form=WayForm(initial=known | {"version": version}), succession=way.succession,
        capacity=tuple((measure, f"{units:g}") for measure, units in way.capacity.items()),
    )  # fmt: skip


def way_typed(posted: QueryDict) -> WayTyped:
    """Return the form with what was typed; rows left empty are left out."""
    return WayTyped(
        form=WayForm(posted), failed=True, capacity=_rows(posted, "capacity_measure", "capacity_units"),
        succession=_rows(posted, "former_uscc", "present_uscc"),
    )  # fmt: skip


def _rows(posted: QueryDict, first: str, second: str) -> tuple[Pair, ...]:
    both = zip(posted.getlist(first), posted.getlist(second), strict=False)
    tidy = [(a.strip(), b.strip()) for a, b in both]
    return tuple(pair for pair in tidy if any(pair))


class ChangeForm(forms.Form):
    """A change of use or boundary after a document was granted. ``kinds``: what the project holds."""

    what = forms.ChoiceField(choices=lambda: list(names.CHANGES.items()), label=_("What was changed"))
    kind = forms.ChoiceField(label=_("Of which document"))
    changed_on = forms.DateField(widget=Day, label=_("Changed on"))

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, names.paper(kind)) for kind in kinds]  # type: ignore[attr-defined]


class ChangeStepForm(forms.Form):
    """One step of a change: approved by number and day, or withdrawn with a reason."""

    version = forms.IntegerField(min_value=1)
    number = forms.CharField(required=False, max_length=100)
    approved_on = forms.DateField(required=False)
    reason = forms.CharField(required=False, max_length=2000)
