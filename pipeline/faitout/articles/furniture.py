def find_furniture(text: str) -> tuple[tuple[int, int], ...]:
    return ()
