"""Channels by name."""

from collections.abc import Mapping
from typing import Final

from rontal.notifications.channels.base import Channel
from rontal.notifications.channels.mail import Mail
from rontal.notifications.channels.push import Push
from rontal.notifications.channels.whatsapp import WhatsApp
from rontal.notifications.purposes import ChannelName

_EVERY: Final[tuple[Channel, ...]] = (Mail(), Push(), WhatsApp())
CHANNELS: Final[Mapping[ChannelName, Channel]] = {channel.name: channel for channel in _EVERY}
