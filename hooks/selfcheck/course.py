"""The course as frozen records: what an author writes (front matter, quiz files) and what the readers of the course get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from selfcheck.blocks import Block
from selfcheck.checklist import Checklist
from selfcheck.glossary import Spellings, Term
from selfcheck.interaction import Interaction
from selfcheck.letter import Letter
from selfcheck.question import Question
from selfcheck.registry import Registry
from selfcheck.shape import Day, Id, Label, Language, Line, MediaPath, Minutes, Number, Plain, Strict, Url, about
from selfcheck.source import Page, Source

COVERS = "Ids of the inventory that the page really says."
# Below docs/; a checklist's page is called as the checklist is. Worksheets have their pages among the templates.
CHECKLIST_FOLDERS = ("checklists", "templates", "local/checklists", "local/templates")

PAPER_SIZES = ("letter", "a4")


class Objective(Strict):
    """What a person can do after the module."""

    id: Id = about("Questions name it as their objective.")
    text: Plain = about("Completes “After this module you can …”.")
    checklist: Id | None = about("The checklist that practices it, where no question does.", default=None)


class Vignette(Strict):
    """A practitioner's voice: text in the page, and a slot for a video."""

    id: Id = about("The block “::: vignette ID” places it.")
    title: Label = about("Its heading.")
    speaker: Label = about("Who speaks, and their work.")
    video: MediaPath | None = about("A video file, as a path below docs/. Needs captions and transcript too.", default=None)
    captions: MediaPath | None = about("A WebVTT file with the captions.", default=None)
    transcript: MediaPath | None = about("A text file with everything that is said and shown.", default=None)
    language: Language = about("The language of the captions, as in en or es.", default="en")
    note: Label | None = about(
        "Where the voice is from, in a few words. Without it: “Fictional, based on common practice.”", default=None
    )


class ModuleFront(Strict):
    """The front matter of a file in docs/modules/."""

    id: Id = about("The file name without .md. Stable forever.")
    number: Number = about("Where it stands, in quotes, as in “2.1”. The order of nav: must agree.")
    title: Label = about("The heading of the page.")
    section: Label = about("The part of the course it belongs to.")
    tagline: Label = about("A few words for the path on the home page.")
    lede: Plain = about("The main point in one or two sentences, shown under the title.")
    minutes: Minutes = about("How long reading and quiz take.")
    audience: Plain = about("Who it is for.")
    objectives: tuple[Objective, ...] = about("What a person can do afterwards.", min_length=1, max_length=8)
    vignettes: tuple[Vignette, ...] = about("The voices placed in the text.", default=())
    resources: tuple[Id, ...] = about("Ids from docs/resources.md for the resource box.", default=())
    sources: tuple[Id, ...] = about("Ids from docs/about/sources.md.", min_length=1)
    covers: tuple[Label, ...] = about(COVERS, default=())
    last_reviewed: Day = about("When it was last read against its sources.")
    was: Id | None = about("The id this module had before, if it was renamed.", default=None)
    allow: Mapping[Id, Line] = about("Warnings about its text that are meant, each with its reason.", default={})


class QuizFile(Strict):
    """A file in quizzes/. Each question is checked by its own kind."""

    id: Id = about("The file name without .yml. Stable forever.")
    title: Label = about("What the quiz is about.")
    questions: tuple[Any, ...] = about("The questions, in order.", min_length=1, max_length=40)
    was: Id | None = about("The id this quiz had before, if it was renamed.", default=None)
    retired: tuple[Id, ...] = about("Ids of questions that are gone for good.", default=())
    allow: Mapping[Id, Line] = about("Warnings about the whole quiz that are meant, each with its reason.", default={})


class SourceEntry(Strict):
    """Something the course is based on."""

    id: Id = about("Modules name it under sources:.")
    title: Plain = about("Its exact title.")
    publisher: Plain = about("Who published it.")
    year: Label | None = about("When.", default=None)
    url: Url | None = about("Its address, if it is known.", default=None)
    note: Line | None = about("What a reader should know about it.", default=None)


class ResourceEntry(Strict):
    """Something to read or use next."""

    id: Id = about("Modules name it under resources:.")
    title: Plain = about("Its exact title.")
    publisher: Label = about("Who offers it.")
    good_for: Plain = about("What it is good for, in a few words.")
    group: Label = about("The heading it stands under on the resources page.")
    url: Url | None = about("Its address, if it is known.", default=None)
    status: Literal["unknown", "ok", "gone"] = about("Whether the address was seen to work.", default="unknown")
    checked: Day | None = about("When the address was last opened.", default=None)


class SourcesPage(Strict):
    """The front matter of docs/about/sources.md."""

    title: Label = about("The heading of the page.")
    description: Plain | None = about("One sentence for search engines.", default=None)
    sources: tuple[SourceEntry, ...] = about("Everything the course is based on.")
    covers: tuple[Label, ...] = about(COVERS, default=())


class ResourcesPage(Strict):
    """The front matter of docs/resources.md."""

    title: Label = about("The heading of the page.")
    description: Plain | None = about("One sentence for search engines.", default=None)
    resources: tuple[ResourceEntry, ...] = about("Everything the resource boxes name.")
    covers: tuple[Label, ...] = about(COVERS, default=())


@dataclass(frozen=True)
class Quiz:
    """A quiz with those of its questions that are sound. `rows` keeps each one's place in the file."""

    file: QuizFile
    rows: tuple[tuple[int, Question], ...]
    source: Source = field(repr=False)

    @property
    def id(self) -> str:
        """The quiz's id."""
        return self.file.id

    @property
    def was(self) -> str | None:
        """The id it had before."""
        return self.file.was

    @property
    def length(self) -> int:
        """How many questions its file lists, those that are not sound included."""
        return len(self.file.questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in order."""
        return tuple(question for _, question in self.rows)

    @property
    def ref(self) -> str:
        """The quiz for the browser: `id`, or `id=was` when it was renamed."""
        return _ref(self.id, self.was)

    @cached_property
    def question_refs(self) -> str:
        """The questions for the browser, separated by spaces: `id=was=hash`.

        `was` may be empty. A question without a hash is not judged, and so never comes back in the review.
        """
        return " ".join(
            f"{one.id}={one.was or ''}={item.fingerprint}" if item.judged else _ref(one.id, one.was)
            for one, item in zip(self.questions, self.interactions.values(), strict=True)
        )

    @cached_property
    def interactions(self) -> Mapping[int, Interaction]:
        """What each question asks in the neutral vocabulary, by its place in the file.

        Worked out once: lint, page and review all ask for it, and identity costs a hash for each text.
        """
        return {index: question.interaction() for index, question in self.rows}


def _ref(name: str, was: str | None) -> str:
    return f"{name}={was}" if was else name


@dataclass(frozen=True)
class Module:
    """One module: its front matter, its page, and the blocks in the text. `path` is below docs/."""

    front: ModuleFront
    path: str
    page: Page = field(repr=False)
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str:
        """The module's id."""
        return self.front.id

    @property
    def address(self) -> str:
        """Its address below the site's root."""
        return f"{self.path.removesuffix('.md')}/"

    @property
    def quiz_id(self) -> str | None:
        """The quiz the text places, if it places one."""
        return next((block.id for block in self.blocks if block.name == "quiz"), None)


@dataclass(frozen=True)
class Nav:
    """What mkdocs.yml says that the content depends on. `entries` are (path, place in the file) in order."""

    source: Source | None
    entries: tuple[tuple[str, tuple[str | int, ...]], ...]
    site_id: str
    retired: tuple[str, ...]
    offline: bool  # whether browsers may keep a copy of the training
    site_name: str
    site_url: str  # empty where nobody has said where the site will stand
    paper: str  # letter or a4
    handouts: bool  # whether the site has PDFs to print


@dataclass(frozen=True)
class Course:
    """Everything sound that was read. Modules stand in the order of the navigation; None is a page that is not sound.

    `pages`, `blocks` and `origins` are by path below docs/.
    """

    root: Path
    registry: Registry
    nav: Nav
    modules: Mapping[str, Module]
    quizzes: Mapping[str, Quiz]
    checklists: Mapping[str, Checklist]
    letters: Mapping[str, Letter]
    sources: Mapping[str, SourceEntry] | None
    resources: Mapping[str, ResourceEntry] | None
    terms: tuple[Term, ...] | None
    pages: Mapping[str, Page]
    blocks: Mapping[str, tuple[Block, ...]]
    origins: Mapping[str, Source]

    def address_of(self, block: str) -> str | None:
        """Give the address, below the site's root, of the first page that places a block: “about/privacy/”."""
        path = self.path_of(block)
        return path and f"{path.removesuffix('.md').removesuffix('/index')}/"

    def path_of(self, block: str) -> str | None:
        """Give the first page that places a block, as a path below docs/."""
        return self._places.get(block)

    def module_of(self, quiz_id: str) -> Module | None:
        """Find the module that places a quiz."""
        return self._holders.get(quiz_id)

    def page_of(self, checklist_id: str) -> str | None:
        """Find the page of a checklist, as a path below docs/."""
        paths = (f"{folder}/{checklist_id}.md" for folder in CHECKLIST_FOLDERS)
        return next((path for path in paths if path in self.pages), None)

    def address_of_checklist(self, checklist_id: str) -> str | None:
        """Give the address of a checklist's page below the site's root."""
        path = self.page_of(checklist_id)
        return path and f"{path.removesuffix('.md')}/"

    @cached_property
    def spellings(self) -> Spellings:
        """The words of the glossary, to be found in texts."""
        return Spellings(self.terms or ())

    @cached_property
    def lessons(self) -> list[str]:
        """The pages of modules and checklists, as paths below docs/."""
        modules = [module.path for module in self.modules.values()]
        return modules + [path for path in self.pages if path.rpartition("/")[0] in CHECKLIST_FOLDERS]

    @cached_property
    def _places(self) -> dict[str, str]:
        return {block.name: path for path, blocks in reversed(list(self.blocks.items())) for block in blocks}

    @cached_property
    def _holders(self) -> dict[str | None, Module]:
        return {module.quiz_id: module for module in reversed(list(self.modules.values()))}
