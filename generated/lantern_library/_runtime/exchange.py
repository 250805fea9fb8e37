"""One call, without its input and output: what Transport and AsyncTransport share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import KW_ONLY, dataclass, field
from functools import cache, lru_cache
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Required,
    Self,
    TypedDict,
    TypeVar,
    cast,
)

import httpx2

from .attempts import LOG, Watch
from .auth.base import IS_REPEATABLE, ONE_SERVER, UPLOAD, Draft
from .body import (
    FORM,
    JSON,
    Body,
    content_body,
    form_body,
    json_body,
    multipart_body,
)
from .encode import add_headers, address, check_headers, pairs, path_text
from .errors import (
    APIStatusError,
    ClientError,
    Mismatch,
    ResponseMismatch,
    ServerError,
)
from .omit import OMIT, Omit
from .operation import Operation
from .options import Options
from .private import CREDENTIALS, blank, conceal, keep_home
from .request import HttpClient, add_content_type, build, timeouts
from .retry import wait_before_retry
from .settings import Settings

if TYPE_CHECKING:
    from .attempts import Attempt
    from .auth.base import Auth
    from .files import FileInput
    from .types import HeaderValue, Id, PartValue, QueryValue

T = TypeVar("T")

_MOST_WARNINGS = 1000
# What Postman sends with every request: an answer of now, and none from a cache on the way.
_ALWAYS = {"Cache-Control": "no-cache"}
_NO_OPTIONS = Options()
_NO_BODY = Body()


class Parts(TypedDict, total=False):
    """What an operation sends; of the last four, the one that is its body."""

    path: Mapping[str, Id]
    query: Mapping[str, QueryValue]
    headers: Mapping[str, HeaderValue]
    json: object
    form: Mapping[str, QueryValue] | None
    multipart: Mapping[str, PartValue] | None
    content: str | FileInput | Omit


class WarnOnce:
    """The default `on_mismatch`: one warning in the log for each place of an answer."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, int, str, str]] = set()

    def __call__(self, mismatch: Mismatch) -> None:
        # All items of a list are one place.
        path = re.sub(r"\[\d+\]", "[*]", mismatch.path)
        place = (mismatch.operation, mismatch.status, path, mismatch.found)
        if place not in self._seen and len(self._seen) < _MOST_WARNINGS:
            self._seen.add(place)
            LOG.warning("%s", mismatch)


class SetupParts(TypedDict, total=False):
    """The arguments of a client that its transport takes, other than its settings."""

    auth: Required[Mapping[str, Auth]]
    errors: Required[Mapping[int, type[APIStatusError]]]
    timeout: Required[float | httpx2.Timeout | None]
    max_retries: Required[int]
    max_response_bytes: int | None
    strict: bool
    on_mismatch: Callable[[Mismatch], None] | None
    on_request: Callable[[httpx2.Request], None] | None
    on_response: Callable[[Attempt], None] | None


@dataclass(frozen=True, slots=True)
class Setup:
    """What all calls of a client have in common."""

    settings: Settings
    _: KW_ONLY
    auth: Mapping[str, Auth]
    errors: Mapping[int, type[APIStatusError]]
    timeout: float | httpx2.Timeout | None
    max_retries: int
    max_response_bytes: int | None = None
    strict: bool = False
    on_mismatch: Callable[[Mismatch], None] | None = None
    on_request: Callable[[httpx2.Request], None] | None = None
    on_response: Callable[[Attempt], None] | None = None
    warn: Callable[[Mismatch], None] = field(default_factory=WarnOnce)

    def call(
        self, operation: Operation[T], options: Options | None, parts: Parts
    ) -> Call[T]:
        """One call of an operation."""
        return Call(self, operation, options, parts)


class Call(Generic[T]):
    """One call from its arguments to its value or its error.

    A context, because it may open files to send.
    """

    def __init__(
        self,
        setup: Setup,
        operation: Operation[T],
        options: Options | None,
        parts: Parts,
    ) -> None:
        self._setup = setup
        self._operation = operation
        self._options = options or _NO_OPTIONS
        self._parts = parts
        self._opened: ExitStack | None = None
        self._body = _NO_BODY
        self._sent = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened is not None:
            self._opened.close()

    def request(self, client: HttpClient) -> tuple[httpx2.Request, httpx2.Auth | None]:
        """The request to send, and the authentication that has to be there when it is."""
        operation, options = self._operation, self._options
        query = pairs(self._parts.get("query", {}))
        headers = _constant_headers(operation).copy()
        add_headers(headers, self._parts.get("headers", {}))
        # A caller who gives this header means it.
        is_given = "authorization" in map(str.lower, options.headers)
        draft = Draft(
            self._setup.settings,
            operation,
            headers,
            query,
            client.auth is not None or is_given,
        )
        flow = self._authenticate(draft)
        add_headers(headers, options.headers)
        if options.query:
            query = [pair for pair in query if pair[0] not in options.query]
            query += pairs(options.query)
        if client.params:
            named = {name for name, _ in query}
            more = client.params.multi_items()
            query += [pair for pair in more if pair[0] not in named]
        path = path_text(operation.path, self._parts.get("path", {}))
        url = address(self._server(), path, query)
        self._body = self._make_body(headers)
        if operation.content_type or "content-type" not in operation.without:
            add_content_type(headers, self._body)
        check_headers(headers)
        timeout = self._setup.timeout if options.timeout is OMIT else options.timeout
        request = build(
            client,
            operation.method,
            url,
            headers,
            self._body,
            unwanted=operation.unwanted,
            extensions={
                "timeout": timeouts(timeout),
                CREDENTIALS: draft.credentials,
                IS_REPEATABLE: self._body.is_repeatable,
                UPLOAD: self._body.content,
            },
        )
        conceal(request)
        return request, None if is_given else flow

    def _make_body(self, headers: httpx2.Headers) -> Body:
        """The body; the headers may say its content type."""
        parts = self._parts
        content_type = self._operation.content_type
        if (given := self._options.content) is not OMIT:
            if content_type is None and "json" in parts:
                content_type = JSON
            elif content_type is None and "form" in parts:
                content_type = FORM
            return content_body(given, content_type, self._files())
        if parts.get("json", OMIT) is not OMIT:
            return json_body(parts["json"], content_type)
        if (form := parts.get("form")) is not None:
            return form_body(form, content_type)
        if (multipart := parts.get("multipart")) is not None:
            said = headers.get("Content-Type")
            return multipart_body(multipart, said, self._files())
        if (content := parts.get("content", OMIT)) is not OMIT:
            return content_body(content, content_type, self._files())
        # A type that the collection names is sent with no body as well, as Postman does.
        return Body(content_type=content_type) if content_type else _NO_BODY

    def _files(self) -> ExitStack:
        """What files are opened on, to be closed after the call."""
        if self._opened is None:
            self._opened = ExitStack()
        return self._opened

    def _server(self) -> str:
        server = self._operation.server
        if "://" in server:
            return server
        return self._setup.settings.require(server, self._operation)

    def _authenticate(self, draft: Draft) -> httpx2.Auth | None:
        flow = None
        for name in self._operation.auth:
            auth = self._setup.auth.get(name)
            if auth is not None:
                flow = auth.apply(draft) or flow
            elif name != "default":
                raise KeyError(f"{self._operation} needs the authentication {name!r}")
        return flow

    def redirected(
        self,
        response: httpx2.Response,
        client: HttpClient,
        history: list[httpx2.Response],
    ) -> httpx2.Request | None:
        """The request that an answer redirects to; None where it is to be read as it is.

        Done here, since httpx2 would take most credentials along to another host.
        """
        request = response.next_request
        if request is None:
            return None
        operation, before = self._operation, response.request
        most = operation.redirects
        if ONE_SERVER in before.extensions or most == 0:
            return None
        if not client.follow_redirects:
            return None
        history.append(response)
        if len(history) > (client.max_redirects if most is None else most):
            raise httpx2.TooManyRedirects("too many redirects", request=before)
        if request.method != before.method and operation.keeps_method:
            request = _as_before(request, before)
        elif request.method != before.method:
            request.headers.pop("Content-Type", None)  # there is no body any more
        if not operation.has_cookies:
            request.headers.pop("Cookie", None)
        keep_home(request, before.url)
        conceal(request)
        return request

    @property
    def most_bytes(self) -> int | None:
        """How long an answer may be."""
        return self._setup.max_response_bytes

    def streams(self, response: httpx2.Response) -> bool:
        """Whether the body of an answer is left to the caller."""
        reply = self._options.reply
        return (
            reply is not None
            and reply.is_streamed
            and response.is_success
            and ONE_SERVER not in response.request.extensions
        )

    def watch(self, request: httpx2.Request) -> Watch:
        """What a request has to be sent in, so that it can be told of."""
        self._sent += 1
        return Watch(
            request,
            operation=self._operation,
            number=self._sent,
            on_request=self._setup.on_request,
            on_response=self._setup.on_response,
        )

    def wait(
        self, failure: httpx2.Response | httpx2.RequestError, attempt: int
    ) -> float | None:
        """Seconds to wait before another try; None where the failure stands, or is none."""
        if isinstance(failure, httpx2.Response) and failure.status_code < 400:
            return None
        most = self._options.max_retries
        if attempt >= (self._setup.max_retries if most is None else most):
            return None
        if not self._body.is_repeatable:
            return None
        method = self._operation.method
        if isinstance(failure, httpx2.RequestError):
            return wait_before_retry(method, failure, attempt)
        retry_after = failure.headers.get("Retry-After")
        return wait_before_retry(method, failure.status_code, attempt, retry_after)

    def result(self, response: httpx2.Response) -> T:
        """The value of an answer; raises what an error status, or a strict client, asks for."""
        reply = self._options.reply
        if reply is not None:
            reply.response = response
            blank(response.request)
            if self.streams(response):
                return cast("T", None)
        status = response.status_code
        value, mismatches = _reader()(
            self._operation, status, response.headers, response.content
        )
        failure = None
        if status >= 400:
            family = ClientError if status < 500 else ServerError
            failure = self._setup.errors.get(status, family)(response, value)
        is_guess = self._operation.is_guess and failure is None
        if mismatches and self._setup.strict and not is_guess:
            raise ResponseMismatch(mismatches, value) from failure
        for mismatch in mismatches:
            (self._setup.on_mismatch or self._setup.warn)(mismatch)
        if failure is not None:
            raise failure
        return cast("T", value)


def _as_before(request: httpx2.Request, before: httpx2.Request) -> httpx2.Request:
    """A request that a redirect made a GET, with the method and the body that it had."""
    made = httpx2.Request(
        before.method,
        request.url,
        headers=request.headers,
        stream=before.stream,
        extensions=before.extensions,
    )
    for name in ("Content-Length", "Transfer-Encoding"):
        if name in before.headers:
            made.headers[name] = before.headers[name]
    return made


@lru_cache(maxsize=1024)
def _constant_headers(operation: Operation[Any]) -> httpx2.Headers:
    """What every request of an operation has, less what it sends without."""
    headers = httpx2.Headers(_ALWAYS, encoding="utf-8")
    for name in operation.without:
        headers.pop(name, None)
    add_headers(headers, operation.headers)
    return headers


@cache
def _reader() -> Callable[..., tuple[object, tuple[Mismatch, ...]]]:
    """What decodes an answer: it loads pydantic, which waits for the first of them."""
    from .decode import read  # noqa: PLC0415

    return read
