"""Period of imported lists of members."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, declare
from rontal.membership.importing.models import Import
from rontal.membership.policies import MembershipPolicies

IMPORTS = declare(
    Kind(
        key="membership.imports",
        label=_("Lists of members that were imported"),
        since=_("after the import"),
        period=by_policy(MembershipPolicies, "import_keep_days"),
        job="membership:sweep_imports",
        rows=lambda: Import.objects.filter(erased_at=None),
        column="started_at",
    )
)
