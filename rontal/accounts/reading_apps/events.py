"""Events of reading apps."""

from rontal.core.events import declare

CREATED = declare("app_password:made", "A person created a password for a reading app.")
REVOKED = declare("app_password:revoked", "The password of a reading app was revoked.")
