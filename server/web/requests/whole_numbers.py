"""Whole numbers that are written as `2.0`: JSON Schema calls them integers, so ours takes them."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def decode(data: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """What `decoder` makes of `data`. Raises msgspec.DecodeError or UnicodeDecodeError."""
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        try:
            return msgspec.convert(_with_whole_numbers(msgspec.json.decode(data)), decoder.type)
        except (msgspec.MsgspecError, RecursionError):
            raise error from None  # what was wrong first


def _with_whole_numbers(content: Any) -> Any:
    match content:
        case float() if content.is_integer():
            return int(content)
        case dict():
            return {key: _with_whole_numbers(each) for key, each in content.items()}
        case list():
            return [_with_whole_numbers(each) for each in content]
    return content
