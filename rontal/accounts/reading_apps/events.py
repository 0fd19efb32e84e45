"""Events of reading apps."""

from rontal.core.events import declare

CREATED = declare("app_password:made", "Somebody let a reading app in.")
REVOKED = declare("app_password:revoked", "Somebody locked a reading app out again.")
