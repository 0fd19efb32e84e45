"""Version of the notices and the scope that staff read before a confirmation."""

import hashlib
import json

from rontal.incidents.models import Incident


def version_of(incident: Incident) -> str:
    """Returns a digest of the texts, the agency's address and the search for persons."""
    texts = incident.notices.reveal() if incident.notices else {}
    content = [sorted(texts.items()), incident.agency_email, incident.scope_run]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
