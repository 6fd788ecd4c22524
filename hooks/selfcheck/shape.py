"""The shape of content: field types that say what a text has to be, and what a wrong one is called.

The YAML reader hands over text, lists and groups only. Each type here turns text into what a field needs, and raises a
`PydanticCustomError` whose type is a code of the problem catalogue. `validate` gives back either a model or findings.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails, PydanticCustomError

from selfcheck.problems import Finding, nearest

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH: Final = 64
_ID = re.compile(ID_PATTERN)
_NUMBER = re.compile(r"^\d+(\.\d+)*$")
_MARKUP = re.compile(r"</?[A-Za-z!][^>\n]*>?|\{\{|\}\}|\{%|%\}|\{#|#\}|&(?:#\w+|[a-z]+);")
_LINK = re.compile(r"!?\[[^\]\n]*\](?:\(|\[)|^\s*\[[^\]\n]+\]:\s|\bhttps?://|\bwww\.", re.IGNORECASE | re.MULTILINE)
_CODE = re.compile(r"`+[^`]*`+")
_WHOLE = re.compile(r"\d{1,6}")

EXPECTED: Final = {
    "text": ("text", "Write it behind the colon; put it in double quotes if it starts with a special character."),
    "flag": ("true or false", "Write true or false, without quotes."),
    "count": ("a whole number", "Write digits only, as in 30."),
    "day": ("a date", "Write year, month and day, as in 2026-11-22."),
    "list": ("a list", "Start each entry on a line of its own with a dash and a space."),
    "group": ("a group of keys", "Write “key: value” lines, two spaces further in."),
}
_BUILT_IN: Final = {"tuple_type": "list", "list_type": "list", "dict_type": "group", "model_type": "group"}


class Strict(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def found(value: object) -> str:
    """Say in words what stands where something else was expected."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"  # noqa: PLR2004 (a line's worth)


def _fail(code: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(code, "see the catalogue", values)  # type: ignore[arg-type]  # a literal is asked for; codes are data


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fail("empty") if value is None else _fail("wrong-type", needs="text")
    if not value.strip():
        raise _fail("empty")
    return value


def _line(value: object, *, limit: int, links: bool = False) -> str:
    return _prose(" ".join(_text(value).split()), limit=limit, links=links)


def _prose(value: object, *, limit: int, links: bool = False) -> str:
    text = _text(value).strip()
    if len(text) > limit:
        raise _fail("too-long", count=len(text), limit=limit)
    spoken = _CODE.sub("", text)
    if markup := _MARKUP.search(spoken):
        raise _fail("markup-in-text", found=markup[0])
    if not links and _LINK.search(spoken):
        raise _fail("link-in-text")
    return text


def _matching(value: object, *, pattern: re.Pattern[str], code: str, limit: int = 200) -> str:
    text = _text(value)
    if not pattern.fullmatch(text) or len(text) > limit:
        raise _fail(code, value=text[:limit])
    return text


def _flag(value: object) -> bool:
    if value in {"true", "True", "TRUE"}:
        return True
    if value in {"false", "False", "FALSE"}:
        return False
    raise _fail("wrong-type", needs="flag")


def _count(value: object, *, low: int, high: int) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise _fail("wrong-type", needs="count")
    if not low <= int(value) <= high:
        raise _fail("out-of-range", low=low, high=high)
    return int(value)


def _day(value: object) -> dt.date:
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        raise _fail("wrong-type", needs="day") from None


Id = Annotated[
    str,
    BeforeValidator(partial(_matching, pattern=_ID, code="bad-id", limit=ID_LENGTH)),
    WithJsonSchema({"type": "string", "pattern": ID_PATTERN, "maxLength": ID_LENGTH}),
]
Number = Annotated[str, BeforeValidator(partial(_matching, pattern=_NUMBER, code="bad-number", limit=8))]
Url = Annotated[
    str,
    BeforeValidator(partial(_matching, pattern=re.compile(r"https://[^\s<>\"'{}|\\^`]+"), code="bad-url", limit=500)),
    WithJsonSchema({"type": "string", "pattern": "^https://"}),
]
Line = Annotated[str, BeforeValidator(partial(_line, limit=400))]
Label = Annotated[str, BeforeValidator(partial(_line, limit=120))]
Prose = Annotated[str, BeforeValidator(partial(_prose, limit=2000))]
Flag = Annotated[bool, BeforeValidator(_flag)]
Minutes = Annotated[int, BeforeValidator(partial(_count, low=1, high=600))]
Day = Annotated[dt.date, BeforeValidator(_day)]
MediaPath = Annotated[str, BeforeValidator(partial(_matching, pattern=re.compile(r"[\w./-]+"), code="missing-file"))]

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], value: object) -> tuple[M | None, list[Finding]]:
    """Make a model from plain data. Returns (model, []) or (None, everything wrong with its shape)."""
    if not isinstance(value, dict):
        return None, [Finding("not-a-mapping", values={"found": found(value)})]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_finding(model, entry) for entry in error.errors(include_url=False) if not _is_cascade(entry)]


def _is_cascade(error: ErrorDetails) -> bool:
    """Say whether a list is “too short” only because some of its entries, told already, are not sound."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _finding(model: type[BaseModel], error: ErrorDetails) -> Finding:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    kind, context = error["type"], dict(error.get("ctx", {}))
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "missing":
        return Finding("missing-key", loc[:-1], {"key": name})
    if kind == "extra_forbidden":
        known = known_keys(model, loc[:-1])
        values = {"key": loc[-1], "nearest": nearest(str(loc[-1]), known), "known": ", ".join(known)}
        return Finding("unknown-key", loc, values, at_key=True)
    if kind in {"too_short", "too_long"}:
        short = kind == "too_short"
        limit = context["min_length" if short else "max_length"]
        values = {"key": name, "count": len(error["input"]), "limit": limit}
        return Finding("too-few" if short else "too-many", loc, values, at_key=True)
    if kind in _BUILT_IN or kind == "wrong-type":
        expected, how = EXPECTED[_BUILT_IN.get(kind, context.get("needs", "text"))]
        return Finding("wrong-type", loc, {"key": name, "expected": expected, "found": found(error["input"]), "how": how})
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "“", 1).replace("'", "”")
        values = {
            "key": name,
            "expected": expected,
            "found": found(error["input"]),
            "how": "Choose one of these words.",
        }
        return Finding("wrong-type", loc, values)
    return Finding(kind, loc, {"key": name, "path": error["input"], **context})


def known_keys(model: type[BaseModel], loc: tuple[str | int, ...] = ()) -> list[str]:
    """List the keys that may stand at a place inside a model, in the order a person writes them."""
    for part in loc:
        if isinstance(part, str):
            field = next((one for name, one in model.model_fields.items() if part in {name, one.alias}), None)
            inner = _inner(field.annotation) if field else None
            if inner is None:
                return []
            model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 (an annotation can be anything)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in {tuple, list, types.UnionType, typing.Union, dict, Mapping}:
        return next((inner for inner in map(_inner, typing.get_args(annotation)) if inner), None)
    return None


def about(text: str, **options: Any) -> Any:  # noqa: ANN401 (what Field gives)
    """Describe a key for editors and for the author's reference."""
    return Field(description=text, **options)
