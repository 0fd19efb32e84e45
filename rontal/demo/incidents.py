"""Incident with personal data in the demo library, recorded through the services."""

from datetime import timedelta

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.core import clock
from rontal.incidents import services
from rontal.incidents.rules.kinds import NoticedBy, ScopeKind
from rontal.incidents.services.opening import Facts, NewIncident
from rontal.incidents.services.scope import Scope

KEY = "demo-incident"
NOTICED_HOURS_AGO = 9
FACTS = Facts(
    noticed_by="I Wayan Admin",
    happened=(
        "Kata sandi seorang petugas diketahui orang lain lewat surel palsu. Dengan akun itu"
        " pendaftaran dan foto dibuka."
    ),
    handling=(
        "Semua sesi akun dikeluarkan, kata sandi diganti, dan langkah kedua dipasang bagi semua"
        " petugas."
    ),
)


def load() -> None:
    """Records an open incident about the account of a clerk. Idempotent."""
    officer = actor_of(User.objects.get(login_name="pdp"))
    clerk = User.objects.get(login_name="petugas2")
    noticed = clock.now() - timedelta(hours=NOTICED_HOURS_AGO)
    new = NewIncident(channel=NoticedBy.LOG, noticed_at=noticed, facts=FACTS)
    incident = services.open_incident(new=new, key=KEY, actor=officer)
    if not incident.scope:
        since = noticed - timedelta(days=5)
        scope = Scope(ScopeKind.ACCOUNTS, accounts=[clerk.pk], since=since)
        services.choose_scope(incident_id=incident.pk, scope=scope, actor=officer)
        services.search_persons(incident_id=incident.pk)
