def find_title(text: str, furniture: tuple[tuple[int, int], ...]) -> str | None:
    return None
