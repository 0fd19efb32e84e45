"""Services that change the working calendar."""

from rontal.standard.services.calendar import (
    add_closing,
    add_special_hours,
    confirm_day,
    reject_day,
    remove_answer,
    remove_closing,
    remove_special_hours,
    remove_weekly_hours,
    set_weekly_hours,
)

__all__ = [
    "add_closing",
    "add_special_hours",
    "confirm_day",
    "remove_answer",
    "remove_closing",
    "remove_special_hours",
    "remove_weekly_hours",
    "set_weekly_hours",
    "reject_day",
]
