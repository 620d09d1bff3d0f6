"""Uploads, their bounds, and the errors of the contract."""

import json
from dataclasses import dataclass

LONGEST_NAME = 64
LONGEST_CONTENT = 100_000
MOST_BYTES = 10**16
ROLES = ("INDEXER", "COUNTER")


class ContractError(Exception):
    """What the caller is told, by its name in the contract."""

    kind = "IllegalStateException"


class OutOfBounds(ContractError):
    kind = "IllegalArgumentException"


class DeclaredOtherwise(ContractError):
    pass


class Unavailable(ContractError):
    kind = "UnavailableException"


@dataclass(frozen=True)
class Upload:
    id: str
    owner: str
    content: str
    bytes: int

    @classmethod
    def checked(cls, fields: dict) -> "Upload":
        upload = cls(**fields)
        check_text("id", upload.id, 1, LONGEST_NAME)
        check_text("owner", upload.owner, 1, LONGEST_NAME)
        check_text("content", upload.content, 0, LONGEST_CONTENT)
        check_number("bytes", upload.bytes, 0, MOST_BYTES)
        return upload

    @classmethod
    def decode(cls, message: bytes) -> "Upload":
        return cls(**json.loads(message))

    def encode(self) -> bytes:
        return json.dumps(vars(self), ensure_ascii=False).encode()


def check_topic(topic: str) -> None:
    check_text("topic", topic, 1, LONGEST_NAME)


def check_text(name: str, text: str, shortest: int, longest: int) -> None:
    # The contract counts UTF-16 code units, of which a character beyond the BMP has two.
    length = len(text)
    if length <= longest:
        length += sum(char > "\uffff" for char in text)
    if not shortest <= length <= longest:
        raise OutOfBounds(f"{name} has {length} characters; it must have {shortest} to {longest}")
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise OutOfBounds(f"{name} holds U+0000 or an unpaired surrogate")


def check_number(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise OutOfBounds(f"{name} is {value}; it must be {least} to {most}")
