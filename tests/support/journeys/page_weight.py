"""Pages that nobody opens first."""

from typing import Final

NO_FIRST_VISIT: Final = frozenset({
    # pages after a step that was taken in the same browser, or behind a link with a token
    "feedback_sent", "feedback_link", "data_request_sent", "data_request_link",
    "registration_photos", "registration_photo",
    "registration_camera", "registration_who", "registration_reach", "registration_consent",
    "registration_review", "registration_sent", "registration_activation", "registration_guardian",
    "account_reset_password_from_key", "mfa_authenticate", "mfa_login_webauthn",
    "email_confirmation", "email_reversal", "claim", "survey_answer", "survey_peace", "outbox_mail",
    "gallery_trouble", "sample_page", "deletion_confirm", "notifications_by_link",
    "family_sent", "family_enter", "family_child", "family_request", "family_withdraw",
    # pages that the service worker fetches for later
    "offline_page", "offline_shelf_in", "waiting_in",
})  # fmt: skip
