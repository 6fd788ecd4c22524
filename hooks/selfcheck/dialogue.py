"""Walks a dialogue in every way there is: which turns, levels and endings a person can come to, and how.

Pure functions. What counts is the state (turn, level): the same turn may lead elsewhere when the meter stands lower.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from selfcheck.interaction import Dialogue, Reply, Turn
from selfcheck.options import letter

State = tuple[str, int]  # a turn's id, and the level on arriving there
Way = tuple[str, ...]  # turns and letters by turns: ("waste", "A", "nephew", "B")


@dataclass(frozen=True)
class Walk:
    """Everything that can be reached, each with a shortest way to it. `gaps` are levels for which no ending is there."""

    states: dict[State, Way] = field(default_factory=dict)
    endings: dict[str, Way] = field(default_factory=dict)
    gaps: dict[int, Way] = field(default_factory=dict)
    leads: dict[State, set[State | str | int]] = field(default_factory=dict)

    def leading_to(self, goals: Collection[str | int]) -> set[State]:
        """Give the states from which one of these endings (or levels without one) can still be reached."""
        before: dict[State | str | int, set[State]] = {}
        for state, followers in self.leads.items():
            for follower in followers:
                before.setdefault(follower, set()).add(state)
        found: set[State] = set()
        waiting: list[State | str | int] = list(goals)
        while waiting:
            new = before.get(waiting.pop(), set()) - found
            found |= new
            waiting.extend(new)
        return found


def explore(dialogue: Dialogue) -> Walk:
    """Walk from the first turn, the shortest ways first. Every `next` must name a turn or an ending."""
    walk, turns = Walk(), {turn.id: turn for turn in dialogue.turns}
    start = (dialogue.turns[0].id, dialogue.meter.start)
    walk.states[start] = (start[0],)
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        walk.leads[state] = set()
        for way, goal, level in _steps(dialogue, turns[state[0]], state[1], walk.states[state]):
            follower = (goal, level) if goal in turns else goal or level
            walk.leads[state].add(follower)
            if isinstance(follower, tuple):
                if follower not in walk.states:
                    walk.states[follower] = (*way, follower[0])
                    waiting.append(follower)
            elif isinstance(follower, str):
                walk.endings.setdefault(follower, way)
            else:
                walk.gaps.setdefault(follower, way)
    return walk


def _steps(dialogue: Dialogue, turn: Turn, level: int, way: Way) -> Iterator[tuple[Way, str | None, int]]:
    for index, reply in enumerate(turn.replies):
        goal, after = follow(dialogue, reply, level)
        yield (*way, letter(index)), goal, after


def follow(dialogue: Dialogue, reply: Reply, level: int) -> tuple[str | None, int]:
    """Say where a reply leads, and at what level. None where the talk runs out and no ending begins that low."""
    level = min(max(level + reply.step, 1), len(dialogue.meter.levels))
    reached = (ending.id for ending in dialogue.by_level if ending.level is not None and ending.level <= level)
    return reply.next or next(reached, None), level


def helpful_letters(turns: Collection[Turn]) -> Mapping[str, str]:
    """Give for each turn that has one the letters of the replies that help, as in {"waste": "A", "nephew": "AC"}."""
    helps = {
        turn.id: "".join(letter(index) for index, reply in enumerate(turn.replies) if reply.effect == "grows") for turn in turns
    }
    return {turn: letters for turn, letters in helps.items() if letters}
