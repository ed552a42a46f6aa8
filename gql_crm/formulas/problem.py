"""Why a formula cannot stand."""


class FormulaProblem(ValueError):  # noqa: N818 (it becomes a user error)
    """A fault of a formula; the text is for a person and says at which character, counted from 1."""

    def __init__(self, text: str, at: int | None = None) -> None:
        super().__init__(text if at is None else f"At character {at + 1}: {text}")
        self.at = at
