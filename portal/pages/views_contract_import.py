"""Bring in many contracts: the workbook to fill in, what a file would draw up, and its confirmation."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.contracts.bringing.columns import COLUMNS
from portal.contracts.bringing.template import template_workbook
from portal.contracts.faults_import import FileMissing, ImportForbidden
from portal.contracts.services import bringing
from portal.core.errors import DomainError
from portal.pages.answers_money import page, status_of
from portal.pages.asking import signed_in
from portal.pages.contract_deeds import sent
from portal.pages.views_contract import XLSX


@require_http_methods(["GET", "HEAD", "POST"])
@page("contract")
def bring(request: HttpRequest) -> HttpResponse:
    """Take a workbook and show what it would draw up, or every cell that is wrong."""
    actor = signed_in(request)
    bringing.check_may(actor)
    if request.method != "POST":
        return _shown(request)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise FileMissing()
        found = bringing.show_list(actor=actor, stream=upload, name=upload.name or "contracts.xlsx")
    except DomainError as error:
        return _refused(request, error)
    return _shown(request, {"found": found})


@sent("contracts-import")
@page("contract")
def confirm(request: HttpRequest) -> HttpResponse:
    """Draw up what was shown."""
    actor = signed_in(request)
    try:
        made = bringing.confirm_list(actor=actor, receipt=request.POST.get("receipt", ""))
    except DomainError as error:
        return _refused(request, error)
    n = len(made)
    told = ngettext("{n} contract is drawn up as a draft.", "{n} contracts are drawn up as drafts.", n)
    messages.success(request, told.format(n=n))
    return HttpResponseRedirect(reverse("contracts-page") + "?state=draft")


@require_safe
@page("contract")
def template(request: HttpRequest) -> HttpResponseBase:
    """Send the workbook to fill in."""
    signed_in(request)
    name = f"{_('Contracts')}.xlsx"
    return FileResponse(template_workbook(), as_attachment=True, filename=name, content_type=XLSX)


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Say what is wrong, cell by cell; forbidden is told like everywhere."""
    if isinstance(error, ImportForbidden):
        raise error
    told = {"trouble": str(error), "cells": error.facts.get("cells"), "count": error.facts.get("count")}
    return _shown(request, told, status_of(error))


def _shown(request: HttpRequest, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    context = {"columns": COLUMNS, "most": bringing.MOST_CONTRACTS} | (more or {})
    return render(request, "contracts/import.html", context, status=status)
