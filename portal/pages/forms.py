"""Shapes of what people fill in; what it means is for the services."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.pages import words
from portal.projects import names
from portal.projects.codes import check_project_code
from portal.projects.models import Project
from portal.projects.rules import MIN_REASON_LENGTH
from portal.projects.services import ProjectFacts

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
DOCUMENT_KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".ofd", ".doc", ".docx", ".xls", ".xlsx", ".zip")


def choices(which: str) -> list[tuple[str, str]]:
    """Return a code list as a choice field reads it, in the language of the page."""
    return [("", "—"), *((term.code, names.term(which, term.code)) for term in names.LISTS[which])]


class UnitField(forms.ModelChoiceField):
    """A unit by its name in the language of the page."""

    def label_from_instance(self, obj: Organisation) -> str:
        """Return the name."""
        return words.name_of(obj)


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProjectForm(forms.Form):
    """Facts of a project and its ground."""

    owner = UnitField(queryset=Organisation.objects.none(), label=_("Project unit"))
    name = forms.CharField(max_length=200, label=_("Project name"))
    name_en = forms.CharField(max_length=300, required=False, label=_("Name in English"))
    investment_code = forms.CharField(
        max_length=30,
        required=False,
        label=_("National project code"),
        help_text=_("24 characters as 4-6-2-2-6 digits."),
    )
    sector = forms.ChoiceField(choices=lambda: choices("sector"), label=_("Sector"))
    nature = forms.ChoiceField(choices=lambda: choices("nature"), label=_("Nature"))
    funding_source = forms.ChoiceField(choices=lambda: choices("funding"), label=_("Main source of funds"))
    investment_yuan = forms.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, label=_("Total investment (yuan)")
    )
    planned_start = forms.DateField(required=False, widget=Day, label=_("Planned start"))
    planned_end = forms.DateField(required=False, widget=Day, label=_("Planned end"))
    label = forms.ChoiceField(
        choices=lambda: list(names.LABELS.items()), initial="internal", label=_("Confidentiality")
    )
    address = forms.CharField(max_length=300, required=False, label=_("Address"))
    content = forms.CharField(
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Content and size of the works"),
    )
    ground = forms.CharField(
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        label=_("Ground"),
        help_text=_(
            "One corner a line, as longitude, latitude or as CGCS2000 Gauss-Krüger metres; three or more "
            "corners make an area, one makes a point. GeoJSON is read too."
        ),
    )

    def clean_investment_code(self) -> str:
        """Return the code as the standard writes it; what is wrong is named with its place."""
        text: str = self.cleaned_data["investment_code"]
        if not text:
            return ""
        verdict = check_project_code(text)
        if verdict.canonical is None or not verdict.ok:
            raise forms.ValidationError(verdict.faults[0].sentence(get_language() or "zh"))
        return verdict.canonical

    def facts(self) -> ProjectFacts:
        """Return what the services take."""
        given = {name: value for name, value in self.cleaned_data.items() if name in ProjectFacts.__slots__}
        return ProjectFacts(**given)


class NewProjectForm(ProjectForm):
    """A project to be filed by one of the units the person files for."""

    def __init__(self, *args: Any, owners: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        if len(owners) == 1:
            self.fields["owner"].initial = owners[0]


class EditProjectForm(ProjectForm):
    """Changes of a draft. Without new ground the site stays where it is."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        initial = {name: getattr(project, name) for name in self.declared() if name != "ground"}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        del self.fields["owner"]
        self.fields["ground"].required = False
        self.fields["ground"].help_text = _("Leave empty to keep the ground as it is.")
        self.project = project

    @staticmethod
    def declared() -> list[str]:
        """Return the names of the fields a project holds."""
        return [name for name in EditProjectForm.base_fields if name not in {"owner", "ground"}]

    def changes(self) -> dict[str, Any]:
        """Return only the facts that differ from the record."""
        given = {name: value for name, value in self.cleaned_data.items() if name in ProjectFacts.__slots__}
        return {name: value for name, value in given.items() if value != getattr(self.project, name)}


class ActionForm(forms.Form):
    """A step of the lifecycle, with its reason."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "minlength": MIN_REASON_LENGTH}),
        label=_("Reason"),
    )


class PublishForm(forms.Form):
    """Show to the public, or take back."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    published = forms.BooleanField(required=False)


class ApprovalForm(forms.Form):
    """An approval document as its cover says, and its scan."""

    kind = forms.ChoiceField(choices=lambda: choices("approval"), label=_("Document"))
    number = forms.CharField(max_length=100, label=_("Number"))
    authority = forms.CharField(max_length=200, label=_("Authority"))
    issued_on = forms.DateField(widget=Day, label=_("Issued on"))
    valid_to = forms.DateField(widget=Day, required=False, label=_("Valid to"))
    file = forms.FileField(
        required=False,
        label=_("Scan"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(DOCUMENT_KINDS)}),
    )

    def clean_file(self) -> UploadedFile | None:
        """Refuse files that are no document, empty or too large."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if not (file.name or "").lower().endswith(DOCUMENT_KINDS):
            raise forms.ValidationError(
                _("Accepted are: %(kinds)s."), params={"kinds": " ".join(DOCUMENT_KINDS)}
            )
        if (file.size or 0) > MAX_DOCUMENT_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB."))
        return file


class UploadForm(forms.Form):
    """A file with many projects."""

    file = forms.FileField(label=_("File"))

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than the machine takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 512 MB."))
        return file


class SurveyForm(forms.Form):
    """A boundary file to be checked."""

    file = forms.FileField(label=_("File"))

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than a check takes."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.SURVEY_MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 128 MB."))
        return file
