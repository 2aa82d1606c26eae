"""One article: the spaCy pipeline that reads it, and the records made of what the pipeline finds."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from functools import cache
from importlib import metadata, util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from faitout import resources
from faitout.annotations import LAYERS
from faitout.articles.article import Article, RawArticle
from faitout.articles.describe import describe
from faitout.errors import Errors, FaitoutError
from faitout.records import (
    Amount,
    Date,
    Document,
    Event,
    Mention,
    Organisation,
    check_offsets,
    stable_id,
)

if TYPE_CHECKING:
    from confection import Config

Records = list[Document | Mention | Event]
MENTIONS: dict[str, type[Mention]] = {"organisations": Organisation, "amounts": Amount, "dates": Date}
TYPES = ("organisation", "amount", "date", "event")
_HEAD = "ner"
_ENTITIES = "components.faitout_organisations.entities"
_LONG_RUN = re.compile(r"\S{300,}")
_PIECE = 50  # characters of it that are tokenised together
_LONGEST_REASON = 300  # characters of what spaCy has to say


# --- the pipeline ---------------------------------------------------------------------------------------------


def load(config: str | Path | None = None, *, entities: str | Path | None = None) -> Language:
    """Build the pipeline from ``configs/faitout.cfg``, or from a configuration of the same form.

    Of the package that ``[initialize] vectors`` names, only the vectors are loaded, and of each component's
    ``source`` (a package, or a folder of ``models/``) only that component: spaCy itself would load all of both.

    Parameters
    ----------
    config : str or Path, optional
        A spaCy configuration file.
    entities : str or Path, optional
        A CSV file of your own organisations and their identifiers, with the columns id, name and aliases.

    Raises
    ------
    FaitoutError
        E001 if a model that it names is not installed, E005 if it is no configuration of a pipeline.
    """
    path = Path(config) if config is not None else resources.configs() / "faitout.cfg"
    overrides = {_ENTITIES: str(entities)} if entities is not None else {}
    try:
        settings = spacy.util.load_config(path, overrides=overrides, interpolate=True)
        return _build(settings)
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise FaitoutError(Errors.E005, path=path, reason=_in_one_line(error)) from error


def _build(settings: Config) -> Language:
    sources = {
        name: _find_model(component["source"])
        for name, component in settings.get("components", {}).items()
        if "source" in component
    }
    for name, folder in sources.items():
        settings["components"][name] = spacy.util.load_config(folder / "config.cfg")["components"][name]
    nlp = spacy.util.load_model_from_config(settings, auto_fill=True)
    vectors = settings.get("initialize", {}).get("vectors")
    if vectors:
        # Vectors are found by hash: the strings of the package's vocabulary, slow to load, are not needed.
        nlp.vocab.from_disk(_find_model(vectors) / "vocab", exclude=["strings", "lookups"])
    for name, folder in sources.items():
        nlp.get_pipe(name).from_disk(folder / name, exclude=["vocab"])  # type: ignore[attr-defined]
    nlp.meta["sources"] = {name: _name_and_version(folder) for name, folder in sources.items()}
    return nlp


def _find_model(name: str) -> Path:
    """Return the folder of a model of ``models/``, or of an installed spaCy package."""
    shipped = resources.models() / name
    if (shipped / "config.cfg").is_file():
        return shipped
    package = util.find_spec(name)
    if package is None or package.origin is None:
        raise FaitoutError(Errors.E001, name=name, version=spacy.about.__version__, distribution=name.replace("_", "-"))
    return Path(package.origin).with_name(f"{name}-{metadata.version(name)}")


def _name_and_version(folder: Path) -> str:
    meta = spacy.util.get_model_meta(folder)
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:_LONGEST_REASON] or type(error).__name__


def model_of(nlp: Language) -> str:
    """Return name and version of the organisation model of a pipeline."""
    return str(nlp.meta.get("sources", {}).get(_HEAD, "none"))


# --- from article to records ----------------------------------------------------------------------------------


def extract(
    text: str,
    published: str | None = None,
    *,
    doc_id: str = "text",
    title: str | None = None,
    types: Collection[str] = TYPES,
    min_confidence: float = 0.0,
    nlp: Language | None = None,
) -> Records:
    """Return the records of one article: its document, its mentions in reading order, then its events.

    Parameters
    ----------
    text : str
        The article.
    published : str, optional
        Its publication date; without it, the one that the text gives.
    doc_id, title : str, optional
        What the document record says.
    types : collection of str, optional
        Which records to make besides the document's, of :data:`TYPES`.
    min_confidence : float, optional
        Records below it are left out.
    nlp : Language, optional
        The pipeline of :func:`load`; without it, the usual one, loaded once.

    Raises
    ------
    FaitoutError
        E109 if the date is in no known form.
    """
    nlp = nlp or _usual_pipeline()
    article = describe(RawArticle(doc_id=doc_id, text=text, source=doc_id, title=title), published)
    return make_records(nlp(make_doc(nlp, article)), article, model_of(nlp), types, min_confidence)


@cache
def _usual_pipeline() -> Language:
    return load()


def make_doc(nlp: Language, article: Article) -> Doc:
    """Return the article as a ``Doc`` that the pipeline can read, with what the components need to know."""
    doc = _tokenized(nlp, article.text)
    doc._.published = article.published
    doc._.furniture = [list(bounds) for bounds in article.furniture]
    return doc


def _tokenized(nlp: Language, text: str) -> Doc:
    """Tokenise a text of any length.

    spaCy's tokenizer takes quadratic time in the length of a run without spaces (16 seconds for ten thousand
    brackets), so runs that no press prints are cut into pieces first.
    """
    if not _LONG_RUN.search(text):
        return nlp.tokenizer(text)
    pieces, end = [], 0
    for run in _LONG_RUN.finditer(text):
        pieces.append(text[end : run.start()])
        pieces += [run[0][at : at + _PIECE] for at in range(0, len(run[0]), _PIECE)]
        end = run.end()
    tokens = [token for piece in (*pieces, text[end:]) for token in nlp.tokenizer(piece)]
    return Doc(
        nlp.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
    )


def make_records(
    doc: Doc, article: Article, model: str, types: Collection[str] = TYPES, min_confidence: float = 0.0
) -> Records:
    """Make the records of what the pipeline left on a ``Doc``.

    Raises
    ------
    FaitoutError
        E301 if a record's words are not those of the text at its offsets.
    """
    found = [
        record
        for record in (*_mentions(doc, article.doc_id), *_events(doc, article.doc_id))
        if record.type in types and record.confidence >= min_confidence
    ]
    check_offsets(article.text, found)
    return [_document(article, len(found), model), *found]


def _mentions(doc: Doc, doc_id: str) -> Iterator[Mention]:
    """Make the mentions of all layers, in reading order."""
    found = (
        (mention["start"], mention["end"], layer, mention) for layer in LAYERS for mention in getattr(doc._, layer)
    )
    for start, end, layer, mention in sorted(found, key=lambda item: item[:3]):
        model = MENTIONS[layer]
        record_type = model.model_fields["type"].default
        yield model(doc_id=doc_id, id=stable_id(doc_id, record_type, start, end), **mention)


def _events(doc: Doc, doc_id: str) -> Iterator[Event]:
    """Make the events, in reading order; the same words may say several."""
    taken: set[str] = set()
    for fact in sorted(doc._.facts, key=_place):
        place = _place(fact)
        identity = stable_id(doc_id, "event", *place)
        while identity in taken:
            place = (*place, 1)
            identity = stable_id(doc_id, "event", *place)
        taken.add(identity)
        yield Event(doc_id=doc_id, id=identity, **fact)


def _place(fact: dict[str, Any]) -> tuple[int, ...]:
    """Return where an event stands: its sentence, its cue, its amount and its date."""
    roles = (fact, fact.get("cue"), fact.get("amount"), fact.get("date"), fact.get("period"))
    return tuple(offset for role in roles for offset in ((role["start"], role["end"]) if role else (-1, -1)))


def _document(article: Article, count: int, model: str) -> Document:
    return Document(
        doc_id=article.doc_id,
        source=article.source,
        title=article.title,
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        encoding=article.encoding,
        sha256=article.sha256,
        chars=len(article.text),
        records=count,
        faitout=version(),
        model=model,
    )


@cache
def version() -> str:
    """Return the version of Faitout that is installed."""
    return metadata.version("faitout")


class _CallableModule(ModuleType):
    """Lets ``faitout.extract(text)`` work, though the package's attribute is this module once it is imported."""

    def __call__(self, *arguments: Any, **options: Any) -> Records:
        return extract(*arguments, **options)


sys.modules[__name__].__class__ = _CallableModule
