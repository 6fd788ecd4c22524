"""One question as a QTI 2.1 item: what is asked, the key, and which feedback follows from what was chosen.

Feedback is modal: it shows after a try, for each thing that was chosen or placed, as it does on the page. Identifiers of QTI
begin with a letter, which ours need not.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from selfcheck.interaction import Choice, Interaction, Matching, Row, Sequencing
from selfcheck.render import line, prose

Element = ET.Element
Judged = tuple[list[Element], list[Element]]  # the rules, and what can be said
RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
VOID = re.compile(r"<(br|hr)>")
RIGHT, AGAIN = "right-", "again-"  # before a row's name: the feedback when it is in its place, and when it is not


def item_of(name: str, title: str, item: Interaction) -> Element | None:
    """Make the item, or nothing for what has no right answer."""
    if isinstance(item, Choice):
        return _choice(name, title, item)
    if isinstance(item, Matching):
        return _matching(name, title, item)
    return _sequencing(name, title, item) if isinstance(item, Sequencing) else None


def name_of(text: str) -> str:
    """Make an identifier of QTI's of one of ours."""
    return f"q-{text}"


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """Make an element with attributes in the order given."""
    made = Element(tag, attributes)
    made.extend(children)
    return made


def text_of(tag: str, text: str, **attributes: str) -> Element:
    """Make an element that holds a text."""
    made = element(tag, **attributes)
    made.text = text
    return made


def written(root: Element, namespace: str) -> str:
    """Write an element as a whole file."""
    root.set("xmlns", namespace)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _rich(tag: str, html: str, **attributes: str) -> Element:
    """Make an element that holds light Markdown, rendered; its void elements need a slash in XML."""
    whole = VOID.sub(r"<\1/>", html)
    made = ET.fromstring(f"<{tag}>{whole}</{tag}>")  # noqa: S314 (rendered and escaped here)
    made.attrib.update(attributes)
    return made


def _item(name: str, title: str, response: Element, body: Element, judged: Judged) -> Element:
    """Join the parts of an item in the order that QTI wants."""
    rules, said = judged
    return element(
        "assessmentItem",
        response,
        element("outcomeDeclaration", identifier=SCORE, cardinality="single", baseType="float"),
        element("outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier"),
        element("itemBody", body),
        element("responseProcessing", *rules),
        *said,
        identifier=name,
        title=title,
        adaptive="false",  # each try is judged afresh; the test says that there may be any number of them
        timeDependent="false",
    )


def _declared(cardinality: str, base: str, key: Iterable[str]) -> Element:
    correct = element("correctResponse", *(text_of("value", one) for one in key))
    return element("responseDeclaration", correct, identifier=RESPONSE, cardinality=cardinality, baseType=base)


def _said(name: str, text: str) -> Element:
    return _rich("modalFeedback", prose(text), outcomeIdentifier=FEEDBACK, identifier=name, showHide="show")


def _variable(name: str) -> Element:
    return element("variable", identifier=name)


def _value(base: str, text: str) -> Element:
    return text_of("baseValue", text, baseType=base)


def _set(name: str, value: Element) -> Element:
    return element("setOutcomeValue", value, identifier=name)


def _scored() -> Element:
    """Give the rule that a right response counts 1, any other 0. Nothing in between: that would tell how near it was."""
    correct = element("match", _variable(RESPONSE), element("correct", identifier=RESPONSE))
    return element(
        "responseCondition",
        element("responseIf", correct, _set(SCORE, _value("float", "1"))),
        element("responseElse", _set(SCORE, _value("float", "0"))),
    )


def _add(name: str) -> Element:
    """Add one to the feedback that is shown."""
    return _set(FEEDBACK, element("multiple", _variable(FEEDBACK), _value("identifier", name)))


def _choice(name: str, title: str, item: Choice) -> Element:
    names = {one.id: f"c-{one.id}" for one in item.alternatives}
    key = [names[one.id] for one in item.alternatives if one.correct]
    options = [_rich("simpleChoice", line(one.text), identifier=names[one.id], fixed="true") for one in item.alternatives]
    body = element(
        "choiceInteraction",
        _rich("prompt", line(item.prompt)),
        *options,
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices="0" if item.multiple else "1",
    )
    chosen = _variable(RESPONSE) if item.multiple else element("multiple", _variable(RESPONSE))
    said = [_said(names[one.id], one.feedback) for one in item.alternatives]
    response = _declared("multiple" if item.multiple else "single", "identifier", key)
    return _item(name, title, response, body, ([_scored(), _set(FEEDBACK, chosen)], said))


def _matching(name: str, title: str, item: Matching) -> Element:
    """Make an item of lines and targets. A bin takes any number of lines, another target one."""
    pairs = {row.id: f"r-{row.id} t-{row.target}" for row in item.rows}
    many = str(len(item.rows)) if item.bins else "1"
    rows = [_rich("simpleAssociableChoice", line(row.text), identifier=f"r-{row.id}", matchMax="1") for row in item.rows]
    targets = [_rich("simpleAssociableChoice", line(one.text), identifier=f"t-{one.id}", matchMax=many) for one in item.targets]
    body = element(
        "matchInteraction",
        _rich("prompt", line(item.prompt)),
        element("simpleMatchSet", *rows),
        element("simpleMatchSet", *targets),
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxAssociations=str(len(item.rows)),
    )
    tests = {row.id: element("member", _value("directedPair", pairs[row.id]), _variable(RESPONSE)) for row in item.rows}
    return _item(name, title, _declared("multiple", "directedPair", pairs.values()), body, _of_rows(item.rows, tests))


def _sequencing(name: str, title: str, item: Sequencing) -> Element:
    """Make an item of lines to put in order; they stand in the order a person meets them in on the page."""
    lines = [_rich("simpleChoice", line(row.text), identifier=f"r-{row.id}", fixed="true") for row in item.start]
    prompt = _rich("prompt", line(item.prompt))
    body = element("orderInteraction", prompt, *lines, responseIdentifier=RESPONSE, shuffle="false")
    tests = {
        row.id: element("match", element("index", _variable(RESPONSE), n=str(place)), _value("identifier", f"r-{row.id}"))
        for place, row in enumerate(item.rows, start=1)
    }
    response = _declared("ordered", "identifier", (f"r-{row.id}" for row in item.rows))
    return _item(name, title, response, body, _of_rows(item.rows, tests))


def _of_rows(rows: Sequence[Row], tests: dict[str, Element]) -> Judged:
    """Give the rules that say something of each row, and what is said. Feedback starts empty at each try."""
    rules = [_scored(), _set(FEEDBACK, element("null"))]
    for row in rows:
        placed = element("responseIf", tests[row.id], _add(RIGHT + row.id))
        rules.append(element("responseCondition", placed, element("responseElse", _add(AGAIN + row.id))))
    texts = [(RIGHT + row.id, row.feedback) for row in rows] + [(AGAIN + row.id, row.again) for row in rows]
    return rules, [_said(name, text) for name, text in texts]
