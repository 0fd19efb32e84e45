"""Services that change messages, devices, choices and follows."""

from rontal.notifications.services.choices import (
    choose,
    decline_push_offer,
    give_whatsapp_consent,
    switch_mail,
    withdraw_whatsapp_consent,
)
from rontal.notifications.services.delivery import (
    deliver,
    has_no_tries_left,
    mark_failed,
    note_error,
    postpone,
    queue_again,
    send_password_reset,
)
from rontal.notifications.services.devices import (
    renew_device,
    request_test,
    subscribe,
    unsubscribe,
)
from rontal.notifications.services.erasure import (
    erase_account,
    erase_applicant,
    erase_member,
    move_follows,
)
from rontal.notifications.services.following import (
    find_new_titles,
    find_new_titles_of_import,
    follow,
    join_follows,
    send_digests,
    unfollow,
)
from rontal.notifications.services.queueing import DELIVERY, queue, queue_for
from rontal.notifications.services.receipts import record_refusal

__all__ = [
    "DELIVERY",
    "request_test",
    "choose",
    "decline_push_offer",
    "deliver",
    "find_new_titles",
    "find_new_titles_of_import",
    "follow",
    "erase_account",
    "erase_applicant",
    "erase_member",
    "mark_failed",
    "give_whatsapp_consent",
    "move_follows",
    "join_follows",
    "note_error",
    "record_refusal",
    "postpone",
    "queue",
    "queue_again",
    "queue_for",
    "renew_device",
    "send_digests",
    "send_password_reset",
    "subscribe",
    "switch_mail",
    "has_no_tries_left",
    "unfollow",
    "unsubscribe",
    "withdraw_whatsapp_consent",
]
