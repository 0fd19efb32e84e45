"""Services that change messages, devices, choices and follows."""

from rontal.notifications.services.choosing import (
    choose,
    decline_to_be_asked,
    give_whatsapp_consent,
    switch_mail,
    withdraw_whatsapp_consent,
)
from rontal.notifications.services.delivery import (
    deliver,
    give_up,
    note_error,
    postpone,
    queue_again,
    send_password_reset,
    tried_too_often,
)
from rontal.notifications.services.devices import (
    ask_for_test,
    renew_device,
    subscribe,
    unsubscribe,
)
from rontal.notifications.services.following import (
    find_new_titles,
    find_new_titles_of_import,
    follow,
    join_follows,
    send_digests,
    unfollow,
)
from rontal.notifications.services.forgetting import (
    forget_account,
    forget_applicant,
    forget_member,
    hand_over,
)
from rontal.notifications.services.queueing import DELIVERY, queue, queue_for
from rontal.notifications.services.receipts import note_refusal

__all__ = [
    "DELIVERY",
    "ask_for_test",
    "choose",
    "decline_to_be_asked",
    "deliver",
    "find_new_titles",
    "find_new_titles_of_import",
    "follow",
    "forget_account",
    "forget_applicant",
    "forget_member",
    "give_up",
    "give_whatsapp_consent",
    "hand_over",
    "join_follows",
    "note_error",
    "note_refusal",
    "postpone",
    "queue",
    "queue_again",
    "queue_for",
    "renew_device",
    "send_digests",
    "send_password_reset",
    "subscribe",
    "switch_mail",
    "tried_too_often",
    "unfollow",
    "unsubscribe",
    "withdraw_whatsapp_consent",
]
