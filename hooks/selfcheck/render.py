"""Course to HTML: one Jinja environment with escaping on, and one Markdown instance for authors' texts.

The HTML is whole without JavaScript. Make one `Renderer` for each build: templates are read from disk afresh.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2
import markdown
from markdown.preprocessors import NormalizeWhitespace
from markupsafe import Markup

from selfcheck.catalogue import catalogue
from selfcheck.course import Course, Module, Quiz
from selfcheck.glossary import Term
from selfcheck.interaction import fold
from selfcheck.letter import BLANK, texts
from selfcheck.options import letter
from selfcheck.problems import Problem, Severity, summary
from selfcheck.qr import qr_code
from selfcheck.whole import part

WEB = Path(__file__).with_name("web")
MARKDOWN = re.compile(r"\s*(?:[-+>#]|\d+[.)])\s|[^*_`\\\n]*[*_`\\\n]")
LIST_START = re.compile(r"^(\d*)([-+*.)])(?=\s)")
CUT = "\f"  # no text of an author's holds one
HTML_PROCESSORS = ("html", "entity", "autolink", "automail", "link", "image_link", "reference", "image_reference",
                   "short_reference", "short_image_ref")  # fmt: skip


def fill(text: str, **values: object) -> str:
    """Put values into the `{fields}` of an interface text."""
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), text)


@lru_cache(maxsize=1)
def _markdown() -> markdown.Markdown:
    """Make the one instance for short texts: emphasis, code and lists; no HTML, links or pictures."""
    instance = markdown.Markdown(extensions=["sane_lists"], output_format="html")
    instance.preprocessors.deregister("html_block")
    for name in HTML_PROCESSORS:
        instance.inlinePatterns.deregister(name)
    for name in ("reference", "hashheader", "setextheader", "hr", "quote", "code"):
        instance.parser.blockprocessors.deregister(name)
    return instance


def _is_plain(text: str) -> bool:
    """Say that a text, like nearly all, holds nothing of Markdown: the parser costs a hundred times this look."""
    return MARKDOWN.match(text) is None


def prose(text: str) -> Markup:
    """Render light Markdown as paragraphs and lists."""
    if _is_plain(text):
        return Markup(f"<p>{escape(text, quote=False)}</p>")  # noqa: S704 (escaped here)
    return Markup(_markdown().reset().convert(text))  # noqa: S704 (its HTML processors are off, its serializer escapes)


def line(text: str) -> Markup:
    """Render one line of light Markdown without a paragraph around it; a number or dash at its start is no list here."""
    if _is_plain(text):
        return Markup(escape(text, quote=False))  # noqa: S704 (escaped here)
    html = str(prose(LIST_START.sub(r"\1\\\2", text)))
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 (from prose)


def spoken(text: str) -> str:
    """Give one line of light Markdown without its marks."""
    return text if _is_plain(text) else line(text).striptags()


class Renderer:
    """Turns what a course holds into HTML. Raises KeyError for an id that the course does not have.

    `site_url` is the address at which the site will be published, if it is known; it ends with a slash.
    """

    def __init__(self, course: Course, site_url: str = "") -> None:
        self.course = course
        self.site_url = site_url
        self.words = course.registry.words["page"]
        self.printed: Sequence[Mapping[str, Any]] = ()  # a host that prints handouts puts here what to link,
        self.not_printed = ""  # or why there is nothing
        self.texts: dict[str, tuple[str, str]] = {}  # a page as a host has rendered it: path -> address, HTML

    def again(self, course: Course) -> Renderer:
        """Give a renderer for a course whose content was read again. Templates, words and handouts are as they were."""
        renderer = Renderer(course, self.site_url)
        renderer.environment, renderer.texts = self.environment, self.texts
        renderer.printed, renderer.not_printed = self.printed, self.not_printed
        return renderer

    @cached_property
    def _lessons(self) -> dict[str, str]:
        return self._by_text(self.course.lessons)

    @cached_property
    def _pages(self) -> dict[str, str]:
        return self._by_text(self.course.pages)

    def _by_text(self, paths: Iterable[str]) -> dict[str, str]:
        tidy = NormalizeWhitespace(_markdown())
        return {"\n".join(tidy.run([self.course.pages[path].body])).strip(): path for path in paths}

    def page(self, text: str) -> str | None:
        """Say which page has this text, as a path below docs/."""
        return self._pages.get(text.strip())

    def lesson(self, text: str) -> str | None:
        """Say which module's or checklist's page has this text, as a path below docs/: a host's Markdown knows no paths."""
        return self._lessons.get(text.strip())

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates: the shared ones by file name, each kind's view as `<kind>/view.html`."""
        kinds = {name: jinja2.FileSystemLoader(kind.folder) for name, kind in self.course.registry.kinds.items()}
        environment = jinja2.Environment(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # one renderer a build; else each use of a template asks the disk for its date
            loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(WEB), jinja2.PrefixLoader(kinds)]),
        )
        environment.filters |= {"prose": prose, "line": line, "fill": fill, "blanks": partial(BLANK.sub, "________")}
        environment.globals |= {"words": self.words, "letter": letter, "cut": CUT}
        return environment

    def _page(self, template: str, **context: Any) -> str:  # noqa: ANN401 (whatever the template shows)
        return self.environment.get_template(template).render(**context)

    def quiz(self, quiz_id: str) -> str:
        """Render a quiz with every question, and its answers and reasons at the end. A watching author sees gaps in it."""
        quiz = self.course.quizzes[quiz_id]
        return self._page("quiz.html", quiz=quiz, questions=list(self._questions(quiz))) if quiz.rows else self.gap()

    def review(self, up: str | None = None) -> str:
        """Render the spaced review: a template for each question that is judged. `up` as in `checklist`."""
        parts = [
            {"module": module, "quiz": quiz, "questions": list(self._questions(quiz, "_", judged=True))}
            for module in self.course.modules.values()
            if (quiz := self.course.quizzes.get(module.quiz_id or ""))
        ]
        return self._page("review.html", parts=parts, answers=self.course.address_of("my-answers"), up=up)

    def _questions(self, quiz: Quiz, joint: str = "-", *, judged: bool = False) -> Iterator[dict[str, Markup | str]]:
        """Yield each question's form and key. No id holds an underscore, so as a joint it keeps ids of two quizzes apart."""
        sound = dict(quiz.rows)
        for index in range(quiz.length):
            question = sound.get(index)
            if question is None:
                yield {"id": "", "html": Markup(self.gap()), "key": Markup()}  # noqa: S704 (our template)
                continue
            item = quiz.interactions[index]
            if judged and not item.judged:
                continue
            kind = self.course.registry.kinds[question.kind]
            html = self._page(
                f"{kind.name}/view.html",
                question=question,
                kind=kind,
                item=item,
                own=self.words[kind.name],
                number=index + 1,
                total=quiz.length,
                id=f"{quiz.id}{joint}{question.id}",
            )
            form, _, key = html.partition(CUT)
            yield {"id": question.id, "html": Markup(form), "key": Markup(key)}  # noqa: S704 (our template)

    def checklist(self, checklist_id: str, up: str | None = None) -> str:
        """Render a checklist to fill in on screen or on paper. `up` leads to the site's root; without it nothing is linked."""
        checklist = self.course.checklists[checklist_id]
        return self._page("checklist.html", checklist=checklist, modules=self.course.modules, up=up)

    def all_checklists(self, up: str | None = None) -> str:
        """Render a card for each checklist that has a page. Without `up`, links lead from checklists/index.md.

        Worksheets are left out: they stand among the templates.
        """
        start = "../" if up is None else up
        pages = ((one, self.course.page_of(one.id)) for one in self.course.checklists.values() if not one.is_worksheet)
        cards = [(one, f"{start}{page.removesuffix('.md')}/") for one, page in pages if page]
        return self._page("all-checklists.html", cards=cards)

    def my_answers(self) -> str:
        """Render the tool that deletes, backs up and restores what this browser keeps."""
        return self._page("my-answers.html")

    def contact_log(self) -> str:
        """Render the contact log: a table for paper, and what the script makes rows from."""
        return self._page("contact-log.html")

    def completion_record(self) -> str:
        """Render the record of finished modules, to be signed by hand."""
        rows = [(one.front, self.course.quizzes.get(one.quiz_id or "")) for one in self.course.modules.values()]
        return self._page("completion-record.html", rows=rows)

    def assign(self, up: str = "") -> str:
        """Render the tool that makes assignments. `up` leads to the site's root, here and below."""
        page = self.course.address_of("assigned")
        code = qr_code(urljoin(self.site_url, page)) if self.site_url and page else None
        return self._page("assign.html", catalogue=catalogue(self.course, up), assigned=f"{up}{page}", code=code)

    def assigned(self, up: str = "") -> str:
        """Render the page that an assignment's link opens."""
        return self._page("assigned.html", catalogue=catalogue(self.course, up))

    def compare(self, up: str = "") -> str:
        """Render the tool that lays two ratings side by side, with the form of each checklist in a template."""
        known = catalogue(self.course, up, in_full=True)
        forms = [(one["id"], self.checklist(one["id"], up)) for one in known["checklists"]]
        assign = self.course.address_of("assign")
        return self._page("compare.html", catalogue=known, forms=forms, assign=assign and up + assign)

    def team(self, up: str = "") -> str:
        """Render the tool that follows responses over time."""
        return self._page("team.html", catalogue=catalogue(self.course, up, in_full=True))

    def handouts(self, up: str = "") -> str:
        """Render the links to every handout, answer keys included."""
        return self._page("handouts.html", groups=self.printed, note=self.not_printed, up=up)

    def whole_course(self, up: str = "") -> str:
        """Render the text of every module and every checklist on one page. A module that no host has rendered is left out."""
        texts = []
        for module in self.course.modules.values():
            if module.path in self.texts:
                url, html = self.texts[module.path]
                texts.append((module, url, Markup(part(html, module.id, url, up, CUT))))  # noqa: S704 (rendered before)
        forms = [
            (one, self.course.address_of_checklist(one.id), Markup(part(self.checklist(one.id), one.id, "", up)))  # noqa: S704 (our template)
            for one in self.course.checklists.values()
        ]
        printed = self.course.nav.handouts
        return self._page("whole-course.html", modules=texts, checklists=forms, worksheets=printed, up=up)

    def letter(self, letter_id: str) -> str:
        """Render the letter builder: the sample and the pieces, and the form for the script."""
        return self._page("letter.html", letter=self.course.letters[letter_id], texts=texts)

    def vignette(self, module: Module, vignette_id: str) -> tuple[str, str]:
        """Render what stands before and after a vignette's own text."""
        vignette = next(one for one in module.front.vignettes if one.id == vignette_id)
        transcript = None
        if vignette.transcript:
            transcript = (self.course.root / "docs" / vignette.transcript).read_text("utf-8")
        up = "../" * (module.path.count("/") + 1)
        html = self._page("vignette.html", vignette=vignette, transcript=transcript, up=up)
        before, _, after = html.partition("<!--text-->")
        return before.strip(), after.strip()

    def resources(self, module_id: str) -> str:
        """Render a module's resource box."""
        names = self.course.modules[module_id].front.resources
        known = self.course.resources or {}
        entries = [known[name] for name in names if name in known]
        return self._page("resources.html", entries=entries, id=f"{module_id}-resources")

    def all_resources(self) -> str:
        """Render every resource under its group."""
        groups: dict[str, list[Any]] = {}
        for entry in (self.course.resources or {}).values():
            groups.setdefault(entry.group, []).append(entry)
        return self._page("all-resources.html", groups=groups)

    def all_sources(self) -> str:
        """Render every source."""
        return self._page("all-sources.html", entries=list((self.course.sources or {}).values()))

    def all_terms(self) -> str:
        """Render the glossary by its letters. Links start from the page that places it."""
        letters: dict[str, list[Term]] = {}
        for term in sorted(self.course.terms or (), key=lambda term: fold(term.term)):
            letters.setdefault(term.term[0].upper(), []).append(term)
        up = "../" * (self.course.address_of("all-terms") or "").count("/")
        sources_at = self.course.address_of("all-sources")
        return self._page("all-terms.html", letters=letters, course=self.course, up=up, sources_at=sources_at)

    def panel(self, problems: Sequence[Problem]) -> str:
        """Render the panel that an author sees on the page while the content has errors."""
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        return self._page("panel.html", problems=errors, summary=summary(errors))

    def gap(self) -> str:
        """Render what stands where a part cannot be shown."""
        return self._page("gap.html")
