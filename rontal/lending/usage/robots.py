"""Robots and machines, which no use is counted of (COUNTER Release 5.1, 7.8). Without Django."""

from counter_robots import is_robot_or_machine


def is_program(agent: str) -> bool:
    """Whether COUNTER's lists have what a browser or program names itself, in whatever letters, as
    COUNTER advises; who names nothing is one."""
    return bool(is_robot_or_machine(agent) or is_robot_or_machine(agent.lower()))
