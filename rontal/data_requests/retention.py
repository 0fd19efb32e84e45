"""Period of requests about personal data."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, declare
from rontal.data_requests.models import DataRequest
from rontal.data_requests.policies import DataRequestsPolicies

REQUESTS = declare(
    Kind(
        key="data_requests.requests",
        label=_("Texts, names and contacts of closed requests about personal data"),
        since=_("after the request was closed"),
        period=by_policy(DataRequestsPolicies, "data_request_keep_days"),
        job="data_requests:erase_old",
        rows=lambda: DataRequest.objects.filter(erased_at=None),
        column="closed_at",
    )
)
