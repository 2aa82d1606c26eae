"""From a text as it was read to an article of which the title, date, language and furniture are known."""

from __future__ import annotations

from faitout.articles.article import Article, RawArticle
from faitout.articles.furniture import find_furniture
from faitout.articles.languages import detect_language
from faitout.articles.published import find_published
from faitout.articles.titles import find_title


def describe(raw: RawArticle, published: str | None = None) -> Article:
    """Find what is to be known of an article before the pipeline reads it.

    Parameters
    ----------
    raw : RawArticle
        The article as it was read.
    published : str, optional
        The publication date that the user gives, which wins over what the article says.

    Raises
    ------
    FaitoutError
        E109 if the date given, or else that of the metadata, is in no known form.
    """
    date, date_from = find_published(raw.text, option=published, metadata=raw.published)
    furniture = find_furniture(raw.text)
    return Article(
        doc_id=raw.doc_id,
        text=raw.text,
        source=raw.source,
        sha256=raw.sha256,
        encoding=raw.encoding,
        title=raw.title or find_title(raw.text, furniture),
        published=date,
        published_from=date_from,
        language=detect_language(raw.text),
        furniture=furniture,
    )
