"""Opening of the sealed details of a person."""

from rontal.membership.models import Application
from rontal.membership.rules import form as forms


def form_of(application: Application) -> forms.ApplicationForm:
    """Opens the details of a person; old ones may be incomplete. The caller records it."""
    columns = {
        "name": application.name,
        "email": application.email,
        "identity_kind": application.identity_kind,
    }
    details: dict[str, str] = application.details.reveal()
    return forms.read(columns | {name: value for name, value in details.items() if value})
