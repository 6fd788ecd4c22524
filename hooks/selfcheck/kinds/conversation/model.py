"""Conversation: talk with a person, one reply a turn; what is said makes something in the other person grow or shrink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from selfcheck import interaction as neutral
from selfcheck.dialogue import State, Walk, Way, explore, helpful_letters
from selfcheck.interaction import Dialogue, fold, short_hash
from selfcheck.options import letter
from selfcheck.problems import Finding, nearest
from selfcheck.question import Loc, Question, feedback_findings
from selfcheck.shape import Id, Label, Level, Line, Prose, Strict, about

TURNS_TO_COMPARE = 4


class Reply(Strict):
    """One thing to say."""

    text: Line = about("What a person can say.")
    effect: Literal["grows", "same", "shrinks"] = about("What it does to the meter: one level up, nothing, one level down.")
    feedback: Prose = about("What it did in words, and why. The page says before it whether the meter grows or shrinks.")
    misconception: Line | None = about("The idea behind a reply that shrinks. For authors and facilitators.", default=None)
    next: Id | None = about("The turn or the ending that follows; without it, the next turn in the file.", default=None)
    id: Id | None = about("Stable id. Without one, an edited text counts as a new reply.", default=None)


class Turn(Strict):
    """What the other person says, and what can be answered."""

    id: Id = about("Stable forever, and unique among the turns and endings of the conversation.")
    says: Prose = about("What the person says or does.")
    replies: tuple[Reply, ...] = about("What a person can say to it, as A, B, C, D.", min_length=2, max_length=4)


class Ending(Strict):
    """How the conversation can end."""

    id: Id = about("Stable forever, and unique among the turns and endings of the conversation.")
    title: Label = about("The ending in a few words.")
    text: Prose = about("What happens, and what the talk has made of it.")
    result: Literal["good", "mixed", "poor"] = about("How good an ending it is.")
    from_: Level | None = about(
        "The lowest level that leads here after the last turn. Without it, only a “next” does.", alias="from", default=None
    )


class Meter(Strict):
    """What the replies make grow or shrink."""

    label: Label = about("What it shows, such as “Dwayne’s talk about change”.")
    levels: tuple[Label, ...] = about("Its levels in words, from low to high.", min_length=3, max_length=7)
    start: Level | None = about("The number of the level at the start, counted from 1; without it, the middle.", default=None)


class Conversation(Question):
    """Talk with a person; every ending counts as done."""

    kind: Literal["conversation"] = about("A talk with a person, one reply a turn, with several endings.")
    person: Label = about("Who the talk is with.")
    you: Label = about("Who the learner is in this talk.", default="You")
    scene: Prose | None = about("Where and when, in a sentence or two.", default=None)
    meter: Meter = about("What grows or shrinks in the other person.")
    turns: tuple[Turn, ...] = about("What the person says, turn by turn, from the first on.", min_length=2, max_length=20)
    endings: tuple[Ending, ...] = about("How the talk can end.", min_length=2, max_length=6)

    def interaction(self) -> Dialogue:
        """Say every reply with where it leads: to its `next`, or else to the turn below."""
        below = [*(turn.id for turn in self.turns[1:]), None]
        start = self.meter.start or (len(self.meter.levels) + 1) // 2
        return Dialogue(
            id=self.id,
            prompt=self.prompt,
            person=self.person,
            you=self.you,
            scene=self.scene,
            meter=neutral.Meter(label=self.meter.label, levels=self.meter.levels, start=start),
            turns=tuple(_turn(turn, after) for turn, after in zip(self.turns, below, strict=True)),
            endings=tuple(
                neutral.Ending(id=one.id, title=one.title, text=one.text, result=one.result, level=one.from_)
                for one in self.endings
            ),
        )

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: with the words, with the names, and only if those are sound, with the ways through the talk."""
        yield from super().findings()
        yield from self._words()
        names = [*self._names(), *self._levels()]
        yield from names or self._ways()

    def _words(self) -> Iterator[Finding]:
        if self.hints:
            yield Finding("hints-not-shown", ("hints",), at_key=True)
        for number, turn in enumerate(self.turns):
            yield from _alike(turn.replies, number)
            for index, reply in enumerate(turn.replies):
                loc = ("turns", number, "replies", index)
                yield from feedback_findings(reply.feedback, (*loc, "feedback"))
                if reply.effect == "shrinks" and reply.misconception is None:
                    yield Finding("reply-without-idea", loc)
        for index, ending in enumerate(self.endings):
            yield from feedback_findings(ending.text, ("endings", index, "text"))
        helpful = helpful_letters(self.interaction().turns)
        same = set("ABCD").intersection(*helpful.values())
        if len(helpful) >= TURNS_TO_COMPARE and same:
            yield Finding("helps-at-one-letter", ("turns",), {"letter": min(same), "count": len(helpful)}, at_key=True)

    def _names(self) -> Iterator[Finding]:
        places: list[tuple[str, Loc]] = [
            *((turn.id, ("turns", index, "id")) for index, turn in enumerate(self.turns)),
            *((ending.id, ("endings", index, "id")) for index, ending in enumerate(self.endings)),
        ]
        known = [name for name, _ in places]
        for index, (name, loc) in enumerate(places):
            if name in known[:index]:
                yield Finding("talk-id-twice", loc, {"id": name})
        for number, turn in enumerate(self.turns):
            for index, reply in enumerate(turn.replies):
                if reply.next is not None and reply.next not in known:
                    values = {"id": reply.next, "nearest": nearest(reply.next, known)}
                    yield Finding("unknown-next", ("turns", number, "replies", index, "next"), values)

    def _levels(self) -> Iterator[Finding]:
        count = len(self.meter.levels)
        places: list[tuple[int | None, str, Loc]] = [
            (self.meter.start, "start", ("meter", "start")),
            *((ending.from_, "from", ("endings", index, "from")) for index, ending in enumerate(self.endings)),
        ]
        for level, key, loc in places:
            if level is not None and level > count:
                yield Finding("no-such-level", loc, {"key": key, "level": level, "count": count})

    def _ways(self) -> Iterator[Finding]:
        walk = explore(self.interaction())
        good = {ending.id for ending in self.endings if ending.result == "good"}
        ends = walk.leading_to([*walk.endings, *walk.gaps])
        ends_well = walk.leading_to(good)
        for index, turn in enumerate(self.turns):
            yield from _turn_findings(turn.id, ("turns", index), walk, ends, ends_well)
        for level, way in sorted(walk.gaps.items()):
            values = {"level": level, "name": self.meter.levels[level - 1], "way": _spoken(way)}
            yield Finding("no-ending-for-level", ("endings",), values, at_key=True)
        for index, ending in enumerate(self.endings):
            if ending.id not in walk.endings:
                yield Finding("ending-not-reached", ("endings", index), {"id": ending.id})
        if not good:
            yield Finding("no-good-ending", ("endings",), at_key=True)


def _turn(turn: Turn, below: str | None) -> neutral.Turn:
    replies = tuple(
        neutral.Reply(
            id=one.id or short_hash(one.text),
            text=one.text,
            effect=one.effect,
            feedback=one.feedback,
            misconception=one.misconception,
            next=one.next or below,
        )
        for one in turn.replies
    )
    return neutral.Turn(id=turn.id, says=turn.says, replies=replies)


def _alike(replies: Sequence[Reply], turn: int) -> Iterator[Finding]:
    for key, values in (("text", [fold(one.text) for one in replies]), ("id", [one.id for one in replies])):
        for index, value in enumerate(values):
            if value is not None and value in values[:index]:
                same = {"key": key, "letter": letter(values.index(value))}
                yield Finding("replies-alike", ("turns", turn, "replies", index, key), same)


def _turn_findings(turn: str, loc: Loc, walk: Walk, ends: set[State], well: set[State]) -> Iterator[Finding]:
    """Check one turn: that it is reached, that the talk can end from wherever it is reached, and that it can end well."""
    here = [state for state in walk.states if state[0] == turn]
    endless = [state for state in here if state not in ends]
    if not here:
        yield Finding("turn-not-reached", loc, {"id": turn})
    elif endless:
        yield Finding("talk-without-end", loc, {"id": turn, "way": _spoken(walk.states[endless[0]])})
    elif well and not well.intersection(here):
        yield Finding("no-way-to-good", loc, {"id": turn, "way": _spoken(walk.states[here[0]])})


def _spoken(way: Way) -> str:
    return " → ".join(way)
