"""Libraries with other policies, for tests."""

from dataclasses import fields, replace
from typing import Any

from rontal.core.policies import Policies
from rontal.core.profile import Library


def with_policies(library: Library, **changes: Any) -> Library:
    """Returns the library with these policies changed; raises TypeError for an unknown one."""
    changed: dict[str, Policies] = {}
    for app, policies in library.policies.items():
        own = {one.name: changes.pop(one.name) for one in fields(policies) if one.name in changes}
        changed[app] = replace(policies, **own)
    if changes:
        raise TypeError(f"no policies are named {', '.join(changes)}")
    return replace(library, policies=changed)
