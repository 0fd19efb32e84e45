"""Services that change the working calendar."""

from rontal.standard.services.calendar import (
    add_closing,
    add_special_hours,
    confirm_day,
    forget_answer,
    remove_closing,
    remove_special_hours,
    remove_weekly_hours,
    set_weekly_hours,
    strike_day,
)

__all__ = [
    "add_closing",
    "add_special_hours",
    "confirm_day",
    "forget_answer",
    "remove_closing",
    "remove_special_hours",
    "remove_weekly_hours",
    "set_weekly_hours",
    "strike_day",
]
