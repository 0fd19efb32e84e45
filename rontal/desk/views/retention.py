"""Page of retention, for the head of service, administrators and data protection officers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rontal.accounts.roles import RETENTION_READERS
from rontal.core.retention import SOON
from rontal.desk.selectors import retention
from rontal.ui import access


@access.staff(*RETENTION_READERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Shows each kind of data, its period, what is due and what was erased."""
    context = {"rows": retention.rows(), "soon": SOON.days}
    return render(request, "desk/retention.html", context)
