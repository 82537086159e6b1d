"""What is wrong with a filter."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.errors import Invalid

KINDS = {
    "text": pgettext_lazy("kind of value", "a text"), "number": pgettext_lazy("kind of value", "a number"),
    "date": pgettext_lazy("kind of value", "a date"),
    "boolean": pgettext_lazy("kind of value", "true or false"),
    "geometry": pgettext_lazy("kind of value", "a shape"),
}  # fmt: skip


class FilterUnreadable(Invalid):
    """The text or JSON is no CQL2."""

    message = _("The filter cannot be read as {language}: {reason}")


class FilterTooLarge(Invalid):
    """The filter is longer or deeper than what is read here."""

    message = _("The filter has {found} {what}; at most {most} are read.")


class FilterUnsupported(Invalid):
    """CQL2 that is not offered here."""

    message = _("The filter uses “{word}”, which is not offered; offered here: {known}.")


class PropertyUnknown(Invalid):
    """The filter names no queryable."""

    message = _("The filter names the property “{name}”; the queryables are {known}.")


class NoCondition(Invalid):
    """A property stands where something true or false was to stand."""

    message = _("“{name}” alone is no condition: compare it with a value, such as {name} = …")


class FilterMismatch(Invalid):
    """Two things are compared that are not of one kind."""

    message = _("The filter compares {left} with {right}, in “{word}”.")

    def told(self) -> dict[str, object]:
        """Name the kinds."""
        return {side: KINDS.get(str(self.facts[side]), self.facts[side]) for side in ("left", "right")}


class ValueInvalid(Invalid):
    """A value of the filter is none of its kind."""

    message = _("The filter holds “{value}”: {reason}")
