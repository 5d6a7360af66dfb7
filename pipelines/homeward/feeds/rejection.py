"""A file that is not taken in, and why."""


class FileRejected(Exception):
    """The whole file is rejected.

    `code` is a key of the intake texts under `rejections`; `details` fill its sentence.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
