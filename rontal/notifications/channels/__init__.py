"""Channels: ways on which messages reach people. A new channel is one module, registered in
`channels.table`."""
