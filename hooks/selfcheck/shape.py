"""The shape of content: field types that say what a text has to be, and what a wrong one is called.

The YAML reader hands over text, lists and groups only. Each type here turns text into what a field needs, and raises a
`PydanticCustomError` whose type is a code of the problem catalogue. `validate` gives back either a model or findings.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from selfcheck.problems import Finding, nearest

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH: Final = 64
SHOWN: Final = 72  # of a text that is not what it should be
_ID = re.compile(ID_PATTERN)
_NUMBER = re.compile(r"^\d+(\.\d+)*$")
_MARKUP = re.compile(r"</?[A-Za-z!][^>\n]*>?|\{\{|\}\}|\{%|%\}|\{#|#\}|&(?:#\w+|[a-z]+);")
_LINK = re.compile(r"!?\[[^\]\n]*\](?:\(|\[)|^\s*\[[^\]\n]+\]:\s|\bhttps?://|\bwww\.", re.IGNORECASE | re.MULTILINE)
_CODE = re.compile(r"`+[^`]*`+")
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9_-][\w.-]*(?:/[A-Za-z0-9_-][\w.-]*)*", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")

EXPECTED: Final = {
    "text": ("text", "Write it behind the colon; put it in double quotes if it starts with a special character."),
    "flag": ("true or false", "Write true or false, without quotes."),
    "count": ("a whole number", "Write digits only, as in 30."),
    "day": ("a date", "Write year, month and day, as in 2026-11-22."),
    "calendar": ("a day that is in the calendar", "Write year, month and day, as in 2026-11-22."),
    "list": ("a list", "Start each entry on a line of its own with a dash and a space, or leave the key out if there is none."),
    "group": ("a group of keys", "Write its keys, each with its value on a line of its own: “key: value”."),
}
COLON_MADE_KEYS: Final = 'If it is one text with a colon in it, put the whole text between straight quotes: "…".'
_BUILT_IN: Final = {"tuple_type": "list", "list_type": "list", "dict_type": "group", "model_type": "group"}


class Strict(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


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
    return PydanticCustomError(code, "see the catalogue", values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fail("empty") if value is None else _fail("wrong-type", needs="text")
    if not value.strip():
        raise _fail("empty")
    if not value.isprintable() and _CONTROL.search(value):  # nothing but an escape inside double quotes can bring one here
        raise _fail("escape")
    return value


def _line(value: object, *, limit: int, code: bool = True) -> str:
    return _spoken(" ".join(_text(value).split()), limit=limit, code=code)


def _prose(value: object, *, limit: int, code: bool = True) -> str:
    return _spoken(_text(value).strip(), limit=limit, code=code)


def _spoken(text: str, *, limit: int, code: bool) -> str:
    """Check a text; with `code`, what stands in backticks may be anything, since the page shows it letter by letter.

    A pattern costs ten times the look for a sign without which it cannot match.
    """
    if len(text) > limit:
        raise _fail("too-long", count=len(text), limit=limit)
    spoken = _CODE.sub("", text) if code and "`" in text else text
    if ("<" in spoken or "{" in spoken or "}" in spoken or "&" in spoken) and (markup := _MARKUP.search(spoken)):
        raise _fail("markup-in-text", found=markup[0])
    if ("[" in spoken or "://" in spoken or "www." in spoken.lower()) and _LINK.search(spoken):
        raise _fail("link-in-text")
    return text


def _matching(value: object, *, pattern: re.Pattern[str], code: str, limit: int = 200) -> str:
    text = _text(value)
    if not pattern.fullmatch(text) or len(text) > limit:
        raise _fail(code, value=text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    return text


def _flag(value: object) -> bool:
    if not isinstance(value, str) or value.lower() not in {"true", "false"}:
        raise _fail("wrong-type", needs="flag")
    return value.lower() == "true"


def _count(value: object, *, low: int, high: int) -> int:
    if not isinstance(value, str) or not _WHOLE.fullmatch(value):
        raise _fail("wrong-type", needs="count")
    if not low <= int(value) <= high:
        raise _fail("out-of-range", low=low, high=high)
    return int(value)


def _day(value: object) -> dt.date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise _fail("wrong-type", needs="day")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise _fail("wrong-type", needs="calendar") from None


class _Read:
    """What a field makes of a text, and what an editor is told of it as JSON Schema.

    `read` checks all there is to check, so that pydantic looks neither at its signature nor at its result: a check starts
    with hundreds of fields.
    """

    def __init__(self, read: Callable[[object], object], **schema: object) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, _: object, __: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)  # pydantic adds to it


def _string(read: Callable[..., str], *, shown: Mapping[str, object] | None = None, **how: object) -> _Read:
    return _Read(partial(read, **how), type="string", **(shown or {}))


_RETIRED_ID = re.compile(rf"{ID_PATTERN[:-1]}(/{ID_PATTERN[1:-1]})?$")
_URL = re.compile(r"https://[^\s<>\"'{}|\\^`]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _id(pattern: re.Pattern[str], limit: int) -> _Read:
    shown = {"pattern": pattern.pattern, "maxLength": limit}
    return _string(_matching, pattern=pattern, code="bad-id", limit=limit, shown=shown)


Id = Annotated[str, _id(_ID, ID_LENGTH)]
RetiredId = Annotated[str, _id(_RETIRED_ID, 2 * ID_LENGTH + 1)]
Number = Annotated[str, _string(_matching, pattern=_NUMBER, code="bad-number", limit=8)]
Url = Annotated[str, _string(_matching, pattern=_URL, code="bad-url", limit=500, shown={"pattern": "^https://"})]
Line = Annotated[str, _string(_line, limit=400)]
Plain = Annotated[str, _string(_line, limit=400, code=False)]
Label = Annotated[str, _string(_line, limit=120, code=False)]
Prose = Annotated[str, _string(_prose, limit=2000)]
Language = Annotated[str, _string(_matching, pattern=_LANGUAGE, code="bad-language", limit=20)]
MediaPath = Annotated[str, _string(_matching, pattern=_PATH, code="bad-path")]
Flag = Annotated[bool, _Read(_flag, type="boolean")]
Minutes = Annotated[int, _Read(partial(_count, low=1, high=600), type="integer")]
Level = Annotated[int, _Read(partial(_count, low=1, high=7), type="integer")]
Day = Annotated[dt.date, _Read(_day, type="string", format="date")]

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], value: object) -> tuple[M | None, list[Finding]]:
    """Make a model from plain data. Returns (model, []) or (None, everything wrong with its shape)."""
    if not isinstance(value, dict):
        return None, [Finding("not-a-mapping", values={"found": found(value)})]
    try:
        return model.model_validate(value), []
    except ValidationError as failed:
        errors = failed.errors(include_url=False)
        strays = [error["loc"] for error in errors if error["type"] == "extra_forbidden"]
        return None, [_finding(model, error) for error in errors if not _is_cascade(error, strays)]


def _is_cascade(error: ErrorDetails, strays: list[tuple[int | str, ...]]) -> bool:
    """Say whether an error only follows from one that is told anyway.

    A list is “too short” when some of its entries are not sound; a key is “missing” when it stands there misspelt.
    """
    if error["type"] == "missing":
        *holder, name = error["loc"]
        return any(list(stray[:-1]) == holder and nearest(str(stray[-1]), [str(name)]) for stray in strays)
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _finding(model: type[BaseModel], error: ErrorDetails) -> Finding:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    kind, context = error["type"], dict(error.get("ctx", {}))
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    what = f"An entry of “{name}”" if isinstance(loc[-1], int) else f"“{name}”"
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
        needs = _BUILT_IN.get(kind, context.get("needs", "text"))
        expected, how = EXPECTED[needs]
        if needs == "text" and isinstance(error["input"], dict):
            how = COLON_MADE_KEYS
        return Finding("wrong-type", loc, {"what": what, "expected": expected, "found": found(error["input"]), "how": how})
    if kind == "literal_error":
        expected = re.sub(r"'([^']*)'", r"“\1”", str(context["expected"]))
        how = "Choose one of these words."
        return Finding("wrong-type", loc, {"what": what, "expected": expected, "found": found(error["input"]), "how": how})
    return Finding(kind, loc, {"what": what, **context})


def known_keys(model: type[BaseModel], loc: tuple[str | int, ...] = ()) -> list[str]:
    """List the keys that may stand at a place inside a model, in the order a person writes them."""
    inner: Any = model
    for part in loc:
        inner = _within(inner, part)
    fields = inner.model_fields if _is_model(inner) else {}
    return [field.alias or name for name, field in fields.items()]


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _within(annotation: Any, part: str | int) -> Any:  # noqa: ANN401 (an annotation can be anything)
    """Give the type that stands at a key or an index of another type, or None; “or nothing” is looked through."""
    if _is_model(annotation):
        fields = annotation.model_fields.items()
        return next((_bare(field.annotation) for name, field in fields if part in {name, field.alias}), None)
    inner = typing.get_args(annotation)
    return _bare(inner[0] if isinstance(part, int) else inner[-1]) if inner else None


def _bare(annotation: Any) -> Any:  # noqa: ANN401 (an annotation can be anything)
    if typing.get_origin(annotation) in {types.UnionType, typing.Union}:
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation


def about(text: str, **options: Any) -> Any:  # noqa: ANN401 (what Field gives)
    """Describe a key for editors and for the author's reference."""
    return Field(description=text, **options)
