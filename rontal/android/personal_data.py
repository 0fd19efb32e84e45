"""The library's app stores no personal data: the fingerprints are public."""

from rontal.core.processing import declare_table

declare_table(
    "android.appentry",
    not_personal="id store_address built_fingerprint built_version built_at",
)
declare_table("android.appcertificate", not_personal="id entry fingerprint signer label added_at")
