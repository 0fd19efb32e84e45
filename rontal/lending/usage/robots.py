"""Detection of robots, which are not counted (COUNTER Release 5.1, 7.8). Without Django."""

from counter_robots import is_robot_or_machine


def is_robot(agent: str) -> bool:
    """Returns True where a User-Agent is on COUNTER's lists in any letter case, or is empty."""
    return bool(is_robot_or_machine(agent) or is_robot_or_machine(agent.lower()))
