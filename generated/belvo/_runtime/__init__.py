"""The behaviour behind the client: the same files for every client, none of them generated."""

from .errors import APIConnectionError as APIConnectionError
from .errors import APIError as APIError
from .errors import APIStatusError as APIStatusError
from .errors import APITimeoutError as APITimeoutError
from .errors import Mismatch as Mismatch
from .errors import MissingLibrary as MissingLibrary
from .errors import MissingSetting as MissingSetting
from .errors import ResponseMismatch as ResponseMismatch
from .errors import ResponseTooLarge as ResponseTooLarge
from .errors import TokenError as TokenError
from .omit import OMIT as OMIT
from .omit import Omit as Omit
from .operation import Operation as Operation
from .options import Options as Options
from .settings import Settings as Settings
from .transport import AsyncTransport as AsyncTransport
from .transport import Transport as Transport
from .types import File as File
from .types import FileInput as FileInput
from .types import Id as Id
from .types import JsonInput as JsonInput
from .types import Scalar as Scalar
