"""Errors that the person running the program can put right."""


class RecommenderError(Exception):
    """Say where something is wrong, what is wrong and what to do about it.

    Parameters
    ----------
    what : the fault in one plain sentence, without a full stop
    where : file, row, column, setting or command; empty when there is only one place
    fix : what the reader can do, in one plain sentence
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.fix}" if self.fix else ""
        return f"{place}{self.what}{remedy}"


class DataError(RecommenderError):
    """A file, a row or a column cannot be used as it is."""


class ConfigError(RecommenderError):
    """A setting is unknown or has a value that cannot be used."""


class NotFoundError(RecommenderError):
    """A concept URI, profile, model or language is not here."""


class NotReadyError(RecommenderError):
    """An index, a model or a classification has not been set up yet."""


class ConflictError(RecommenderError):
    """Somebody else changed the same thing since it was last read."""


def several(problems: list[str], *, where: str, fix: str, shown: int = 10) -> DataError:
    """Put all problems of one file into one error: the first ten and a count.

    Examples
    --------
    >>> str(several(["row 2: no title"], where="a.csv", fix="Correct the file"))
    'a.csv: row 2: no title. Correct the file'
    >>> several([f"row {n}" for n in range(12)], where="a.csv", fix="").what[-12:]
    '; and 2 more'
    """
    rest = len(problems) - shown
    listed = "; ".join(problems[:shown]) + (f"; and {rest} more" if rest > 0 else "")
    return DataError(listed, where=where, fix=fix)
