"""The behaviour behind the client: the same files for every client, none of them generated."""

from importlib import import_module
from typing import TYPE_CHECKING

from .client import BaseAsyncClient as BaseAsyncClient
from .client import BaseClient as BaseClient
from .errors import APIConnectionError as APIConnectionError
from .errors import APIError as APIError
from .errors import APIStatusError as APIStatusError
from .errors import APITimeoutError as APITimeoutError
from .errors import ClientError as ClientError
from .errors import Mismatch as Mismatch
from .errors import MissingLibrary as MissingLibrary
from .errors import MissingSetting as MissingSetting
from .errors import ResponseMismatch as ResponseMismatch
from .errors import ResponseTooLarge as ResponseTooLarge
from .errors import ServerError as ServerError
from .errors import TokenError as TokenError
from .files import File as File
from .files import FileInput as FileInput
from .omit import OMIT as OMIT
from .omit import Omit as Omit
from .options import Options as Options
from .reply import AsyncStreamedResponse as AsyncStreamedResponse
from .reply import Response as Response
from .reply import StreamedResponse as StreamedResponse
from .settings import Settings as Settings
from .transport import AsyncTransport as AsyncTransport
from .transport import Transport as Transport

if TYPE_CHECKING:
    from .attempts import Attempt as Attempt
    from .dynamic import Dynamic as Dynamic
    from .operation import Operation as Operation
    from .pages import Pages as Pages
    from .types import Id as Id
    from .types import JsonInput as JsonInput
    from .types import Scalar as Scalar
else:
    _LATER = {
        "Attempt": "attempts",
        "Dynamic": "dynamic",
        "Operation": "operation",
        "Pages": "pages",
        "Id": "types",
        "JsonInput": "types",
        "Scalar": "types",
    }

    def __getattr__(name: str) -> object:
        """What resources are made of is loaded with the first of them."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = getattr(import_module(f".{_LATER[name]}", __name__), name)
        return globals()[name]
