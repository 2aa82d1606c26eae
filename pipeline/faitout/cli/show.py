"""``faitout show``: one article in the terminal, its mentions coloured, its facts listed."""
def show() -> None:
    """Show."""
