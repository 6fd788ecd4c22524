"""What a YAML parser's complaint means to the person who wrote the text: a code of ours, and the place it really stands."""

from __future__ import annotations

import re

import yaml
from yaml.reader import ReaderError

from selfcheck.problems import Finding

OPENS_QUOTE = re.compile(r"""^\s*(?:-\s+)*(?:[^\s"'#:{\[][^"'#{\[]*?:\s+|-\s+)?(?P<quote>["'])""")
KEY_BEFORE = re.compile(r"^\s*(?:-\s+)*[\w-]+:\s+\S")

Explained = tuple[Finding, int, int]


def explain(error: yaml.YAMLError, text: str) -> Explained:
    """Turn a parser error into (finding, line, column), counted from 1 within `text`."""
    if isinstance(error, ReaderError):
        before = text[: error.position]
        values = {"character": f"U+{ord(text[error.position]):04X}"} if error.position < len(text) else {"character": "?"}
        return Finding("control-character", values=values), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Finding("yaml", values={"problem": str(error)}), 1, 1
    lines = text.split("\n")
    line, column = error.problem_mark.line, error.problem_mark.column
    problem = error.problem or "it cannot be read"
    shown = lines[line] if line < len(lines) else ""
    return _by_problem(problem, shown, lines, (line, column), error)


def _by_problem(problem: str, shown: str, lines: list[str], at: tuple[int, int], error: yaml.MarkedYAMLError) -> Explained:
    line, column = at
    if "another document" in problem:
        return _found("two-documents", line, column)
    if "\t" in shown[: column + 1] and not shown[:column].strip():
        return _found("tab", line, shown.index("\t"))
    if "undefined alias" in problem:
        return _found("alias", line, column)
    if "unknown escape" in problem:
        return _found("escape", line, column)
    if "cannot start any token" in problem:
        return _found("special-start", line, column, character=shown[column : column + 1])
    opened = _open_quote(lines, line, error)
    if opened is not None:
        return _found("unclosed-quote", *opened)
    quoted = OPENS_QUOTE.match(shown)
    if quoted and quoted.end() <= column:
        return _found("text-after-quote", line, column)
    if problem.startswith("mapping values") and KEY_BEFORE.match(shown[:column]):
        return _found("colon-in-text", line, column)
    if problem.startswith("mapping values") and line and _no_colon(lines[line - 1]):
        return _found("no-colon", line - 1, _indent(lines[line - 1]))
    if "could not find expected ':'" in problem and error.context_mark is not None:
        return _found("no-colon", error.context_mark.line, error.context_mark.column)
    if "',' or" in problem and error.context_mark is not None:
        return _found("open-bracket", error.context_mark.line, error.context_mark.column)
    if "did not find expected" in problem or "not allowed in this context" in problem:
        return _found("indentation", line, _indent(shown) if shown.strip() else column)
    return _found("yaml", line, column, problem=problem)


def _found(code: str, line: int, column: int, **values: object) -> Explained:
    return Finding(code, values=values), line + 1, column + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _no_colon(line: str) -> bool:
    return bool(line.strip()) and ":" not in line and not line.lstrip().startswith(("#", "- "))


def _open_quote(lines: list[str], line: int, error: yaml.MarkedYAMLError) -> tuple[int, int] | None:
    """Find the quote that was never closed, as (line, column) from 0.

    The parser notices only where the text stops making sense: right after the next quote of the same sort, or at the end of
    the file. So look back for the line whose text opens with a quote whose next partner stands just there.
    """
    at_end = error.context == "while scanning a quoted scalar"
    for number in range(min(line, len(lines) - 1), -1, -1):
        match = OPENS_QUOTE.match(lines[number])
        if not match:
            continue
        closed = _closing_line(lines, number, match.end(), match["quote"])
        if (at_end and closed is None) or (closed == line and number < line):
            return number, match.end() - 1
    return None


def _closing_line(lines: list[str], line: int, column: int, quote: str) -> int | None:
    for number in range(line, len(lines)):
        rest = lines[number][column:] if number == line else lines[number]
        if quote in rest.replace("\\" + quote, "").replace("''", ""):
            return number
    return None
