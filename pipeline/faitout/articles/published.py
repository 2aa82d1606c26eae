from __future__ import annotations
from faitout.records import PublishedFrom


def find_published(
    text: str, option: str | None = None, metadata: str | None = None
) -> tuple[str | None, PublishedFrom | None]:
    if option:
        return option, "option"
    if metadata:
        return metadata, "metadata"
    return None, None


def normalise_date(value: str) -> str:
    return value
