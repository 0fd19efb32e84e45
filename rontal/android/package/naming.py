"""Names of the Android package: application id and the labels of its host."""

import re


def package_name(package: str, host: str) -> str:
    """Returns the Android application id: `package`, or one derived from `host`.

    A derived id has the labels of the host in reverse order, in lower case, with letters, digits
    and underscores only; a label that does not begin with a letter gets an underscore as prefix,
    and `app.` precedes a host of a single label: `2.baca.tabanan.go.id` becomes
    `id.go.tabanan.baca._2`.
    """
    return package or ".".join(_labels(host))


def _labels(host: str) -> list[str]:
    name = host.split(":")[0].strip(".").lower()
    labels = [_label(label) for label in reversed(name.split("."))]
    return labels if len(labels) > 1 else ["app", *labels]


def _label(text: str) -> str:
    label = re.sub(r"[^a-z0-9_]", "_", text)
    return label if label[:1].isalpha() else f"_{label}"
