"""Allauth's views at Rontal's URLs, each with a declared access."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path

from rontal.ui.access import public, signed_in
from rontal.ui.first_proof import needs_recent_session
from rontal.ui.headers import clears_cache, rate_limited
from rontal.ui.second_factors import keeps_required_factor
from rontal.ui.suspended_requests import resumes

urlpatterns = [
    path("masuk/", public(rate_limited(account.login)), name="account_login"),
    path("keluar/", public(clears_cache(account.logout)), name="account_logout"),
    path("sandi/lupa/", public(account.password_reset), name="account_reset_password"),
    path(
        "sandi/lupa/terkirim/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/baru/selesai/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sandi/ganti/", signed_in(account.password_change), name="account_change_password"),
    path(
        "sandi/pasang/",
        signed_in(needs_recent_session(reauthentication_required(account.password_set))),
        name="account_set_password",
    ),
    path(
        "akun/pastikan/", signed_in(resumes(account.reauthenticate)), name="account_reauthenticate"
    ),
    path("akun/tidak-aktif/", public(account.account_inactive), name="account_inactive"),
    path("akun/keamanan/", signed_in(mfa.index), name="mfa_index"),
    path("masuk/langkah-kedua/", public(mfa.authenticate), name="mfa_authenticate"),
    path("akun/pastikan/kode/", signed_in(resumes(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path(
        "akun/aplikasi-kode/pasang/",
        signed_in(needs_recent_session(totp.activate_totp)),
        name="mfa_activate_totp",
    ),
    path("akun/aplikasi-kode/lepas/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "akun/kode-cadangan/",
        signed_in(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/kode-cadangan/baru/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/kode-cadangan/unduh/",
        signed_in(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("akun/kunci/", signed_in(passkey.list_webauthn), name="mfa_list_webauthn"),
    path(
        "akun/kunci/tambah/",
        signed_in(needs_recent_session(passkey.add_webauthn)),
        name="mfa_add_webauthn",
    ),
    path(
        "akun/kunci/<int:pk>/lepas/",
        signed_in(keeps_required_factor(passkey.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
    path("akun/kunci/<int:pk>/ubah/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "akun/pastikan/kunci/",
        signed_in(resumes(passkey.reauthenticate_webauthn)),
        name="mfa_reauthenticate_webauthn",
    ),
    path("masuk/kunci/", public(passkey.login_webauthn), name="mfa_login_webauthn"),
]
