"""Pages for administrators: messages with their delivery state, and failed jobs."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rontal.accounts.roles import Role
from rontal.core.errors import IllegalTransition, NotFound
from rontal.desk import jobs as failed
from rontal.desk.selectors import administration
from rontal.notifications.models import Message
from rontal.notifications.services import queue_again
from rontal.ui import access
from rontal.ui.middleware import actor_of


@access.staff(Role.ADMINISTRATOR, Role.HEAD)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Lists messages with their delivery state."""
    state = request.GET.get("keadaan", "")
    context = {
        "page": administration.messages(state, request.GET.get("halaman", "1")),
        "state": state,
        "counts": administration.message_counts(),
        "may_retry": actor_of(request).has_any(Role.ADMINISTRATOR),
    }
    return render(request, "desk/messages.html", context)


@access.staff(Role.ADMINISTRATOR)
@require_POST
def send_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Queues a failed message again."""
    if not Message.objects.filter(pk=message_id).exists():
        raise NotFound
    try:
        queue_again(message_id=message_id, actor=actor_of(request))
        notes.success(request, _("The message is being sent again."))
    except IllegalTransition:
        notes.info(
            request, _("This message had not failed, or someone else has already resent it.")
        )
    return redirect("desk:messages")


@access.staff(Role.ADMINISTRATOR)
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Lists failed jobs and the load of the queue."""
    context = {"jobs": administration.failed_jobs(), "load": administration.load()}
    return render(request, "desk/jobs.html", context)


@access.staff(Role.ADMINISTRATOR)
@require_POST
def try_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Queues a failed job again."""
    try:
        failed.try_again(job_id=job_id, actor=actor_of(request))
        notes.success(request, _("The job is queued again."))
    except IllegalTransition:
        notes.info(request, _("This job had not failed, or someone else has already requeued it."))
    return redirect("desk:jobs")
