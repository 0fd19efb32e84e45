"""Answers for the forms of the Play Console, as a page to read and a table to copy from."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from rontal.android.store.data_safety import COLLECTED, NOT_COLLECTED
from rontal.core.profile import Library

COLUMNS = ("category", "data type", "collected", "shared", "optional", "purposes", "why")


def table(language: str) -> str:
    """Returns the data safety answers as CSV: one row per data type, including uncollected ones."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    with override(language):
        for one in COLLECTED:
            purposes = "; ".join(str(purpose) for purpose in one.purposes)
            optional = "no" if one.required else "yes"
            rows.writerow((one.category, one.kind, "yes", "no", optional, purposes, str(one.why)))
    for category in NOT_COLLECTED:
        rows.writerow((category, "", "no", "no", "", "", ""))
    return target.getvalue()


def answers(library: Library, url: str, package: str, language: str) -> str:
    """Returns all answers as a Markdown page in a language."""
    with override(language):
        parts = [
            "# " + _("Answers for the Play Console") + f": {library.short_name}",
            _(
                "Check these before you submit them: you are responsible for your answers, and the"
                " forms change. Form names and options are in English, as in the Console."
            ),
            *_addresses(library, url, package),
            *_safety(url),
            *_rating(),
            *_other_forms(library),
        ]
    return "\n\n".join(parts) + "\n"


def _addresses(library: Library, url: str, package: str) -> Iterator[str]:
    yield "## " + _("Addresses")
    yield "\n".join(
        f"- {name}: {value}"
        for name, value in (
            (_("Package name"), f"`{package}`"),
            (_("Privacy policy"), f"{url}/privasi/"),
            (_("Account deletion"), f"{url}/akun/hapus/"),
            (_("Website"), library.web_link),
            (_("Email"), library.email),
            (_("Phone"), library.phone),
        )
        if value
    )


def _safety(url: str) -> Iterator[str]:
    yes, no, why = _("yes"), _("no"), _("Why")
    yield "## Data safety"
    encrypted = yes if url.startswith("https://") else _("no: set up HTTPS for the site first")
    yield "\n".join(
        (
            f"- Does your app collect or share any of the required user data types? {yes}",
            f"- Is all of the user data collected by your app encrypted in transit? {encrypted}",
            "- Account creation methods: Username and password; Username and other authentication",
            f"- Do you provide a way for users to request that their data is deleted? {yes}: "
            f"{url}/akun/hapus/",
        )
    )
    yield "\n".join(
        [
            f"| Category | Data type | Collected | Shared | Optional | {why} |",
            "|---|---|---|---|---|---|",
            *(
                f"| {one.category} | {one.kind} | {yes} | {no} | "
                f"{no if one.required else yes} | {one.why} |"
                for one in COLLECTED
            ),
        ]
    )
    yield _("Not collected: %(categories)s.") % {"categories": ", ".join(NOT_COLLECTED)}
    yield _(
        "Not shared: the library runs the service itself. Where it uses a company's email or push "
        "service, that is a service provider by the form's own definition. Faces are compared on "
        "the library's own computer, only with consent, and no measure of a face is kept."
    )


def _rating() -> Iterator[str]:
    no = _("no")
    yield "## Content rating"
    yield _(
        "Category: Reference, news or educational. The app itself shows no violence, sexuality, "
        "drugs or gambling; answer for the titles that your library lends, and say so where it has "
        "titles for adults (they are lent from the age in the library profile on)."
    )
    yield "\n".join(
        (
            f"- Users interact or exchange content with each other: {no}",
            f"- Shares the user's location with others: {no}",
            f"- Digital purchases: {no}",
            f"- Cash rewards, gambling: {no}",
            "- Content that is not part of the download (books): " + _("yes"),
        )
    )


def _other_forms(library: Library) -> Iterator[str]:
    no = _("no")
    yield "## " + _("Other forms")
    yield "\n".join(
        (
            f"- Ads: {no}",
            "- Target audience: " + _("13 and over. Children join with a parent, who consents."),
            f"- News app: {no}",
            f"- Financial features, Health apps: {no}",
            "- Government apps: "
            + _("yes, if the library belongs to a public authority: %(unit)s.")
            % {"unit": library.unit},
            "- App category: Books & Reference",
            "- App access: "
            + _(
                "some pages need sign-in. Register a member for the reviewers and enter the number"
                " and password there; tell them that there is no two-step sign-in."
            ),
        )
    )
