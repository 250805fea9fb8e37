"""Titles, and what belongs to them: subjects and copies.

Everybody may read the catalogue; changing it needs the role `librarian`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime import (
    OMIT,
    FileInput,
    Id,
    Omit,
    Operation,
    Options,
    Pages,
    Scalar,
    Transport,
)
from .._runtime.models import Model
from ..models.catalogue import (
    AddTitleResult,
    AuthorInput,
    DimensionsInput,
    SeriesInput,
    Title,
    TitleAvailability,
    TitleList,
    TitleListItem,
    UploadCoverResult,
)
from ..models.shared import (
    AddTitleErrorBody,
    CatalogueErrorBody,
    CatalogueReplacementCostInput,
    ErrorBody,
    UnprocessableEntityErrorBody,
)

if TYPE_CHECKING:
    from .catalogue_copies import CatalogueCopies
    from .catalogue_subjects import CatalogueSubjects

_ADD_TITLE: Operation[AddTitleResult] = Operation(
    "POST",
    "/titles",
    returns={201: AddTitleResult},
    raises={
        400: CatalogueErrorBody,
        401: ErrorBody,
        403: CatalogueErrorBody,
        409: AddTitleErrorBody,
        422: UnprocessableEntityErrorBody,
    },
)
_BROWSE_CAFE_LITTERAIRE_SHELF: Operation[list[TitleListItem]] = Operation(
    "GET", "/shelves/cafe-litteraire", returns={200: list[TitleListItem]}
)
_CHECK_THAT_TITLE_EXISTS: Operation[None] = Operation(
    "HEAD",
    "/titles/{id}",
    returns={200: None},
    raises={404: None},
)
_DOWNLOAD_COVER: Operation[bytes] = Operation(
    "GET",
    "/covers/{isbn}",
    returns={200: bytes},
    raises={404: str},
    auth=(),
    server="https://covers.example.org",
)
_GET_AVAILABILITY_OF_TITLE: Operation[TitleAvailability] = Operation(
    "GET",
    "/titles/{id}/availability",
    returns={200: TitleAvailability},
    raises={404: ErrorBody},
)
_GET_TITLE: Operation[Title | None] = Operation(
    "GET",
    "/titles/{id}",
    returns={200: Title, 304: None},
    raises={404: ErrorBody},
)
_REPLACE_TITLE: Operation[Title] = Operation(
    "PUT",
    "/titles/{id}",
    returns={200: Title},
    raises={404: ErrorBody, 412: CatalogueErrorBody, 428: ErrorBody},
)
_SEARCH_TITLES: Operation[TitleList] = Operation(
    "GET",
    "/titles",
    returns={200: TitleList},
    raises={400: CatalogueErrorBody, 429: ErrorBody, 500: ErrorBody},
    pages=Pages("link", items="results", next="next"),
)
_UPLOAD_COVER: Operation[UploadCoverResult] = Operation(
    "PUT",
    "/titles/{id}/cover",
    returns={201: UploadCoverResult},
    raises={413: ErrorBody},
    content_type="image/jpeg",
)


class Catalogue:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def copies(self) -> CatalogueCopies:
        from .catalogue_copies import CatalogueCopies

        return CatalogueCopies(self._transport)

    @cached_property
    def subjects(self) -> CatalogueSubjects:
        from .catalogue_subjects import CatalogueSubjects

        return CatalogueSubjects(self._transport)

    def add_title(
        self,
        *,
        isbn: str | None,
        title: str,
        authors: Sequence[AuthorInput | Model],
        type: str,
        class_: str,
        language: str | Omit = OMIT,
        published: int | Omit = OMIT,
        formats: list[str] | Omit = OMIT,
        replacement_cost: CatalogueReplacementCostInput | Model | Omit = OMIT,
        descriptions: Mapping[str, str] | Omit = OMIT,
        options: Options | None = None,
    ) -> AddTitleResult:
        """Adds a title to the catalogue.

        Copies are added afterwards, one by one.

        Requires the role `librarian`.
        """
        return self._transport.send(
            _ADD_TITLE,
            json={
                "isbn": isbn,
                "title": title,
                "authors": authors,
                "type": type,
                "class": class_,
                "language": language,
                "published": published,
                "formats": formats,
                "replacement_cost": replacement_cost,
                "descriptions": descriptions,
            },
            options=options,
        )

    def browse_cafe_litteraire_shelf(
        self,
        *,
        language: Literal["en", "de", "fr", "pl"] | Omit = "fr",
        options: Options | None = None,
    ) -> list[TitleListItem]:
        """The titles that the reading café shows this month, as a plain list."""
        return self._transport.send(
            _BROWSE_CAFE_LITTERAIRE_SHELF, query={"language": language}, options=options
        )

    def check_that_title_exists(
        self, id: Id, *, options: Options | None = None
    ) -> None:
        """Like *Get a title*, without the body.

        Args:
            id: The id of the title.
        """
        return self._transport.send(
            _CHECK_THAT_TITLE_EXISTS, path={"id": id}, options=options
        )

    def download_cover(
        self,
        isbn: Id,
        *,
        size: Literal["small", "medium", "large"] | Omit = "large",
        options: Options | None = None,
    ) -> bytes:
        """Returns the cover from the shared image server.

        It is on a host of its own and needs no authentication.

        Args:
            isbn: The ISBN-13, digits only.
        """
        return self._transport.send(
            _DOWNLOAD_COVER,
            path={"isbn": isbn},
            query={"size": size},
            options=options,
        )

    def get_availability_of_title(
        self, id: Id, *, options: Options | None = None
    ) -> TitleAvailability:
        """Says how many copies each branch has, keyed by the id of the branch, and when the next ones are due, keyed by date.

        Args:
            id: The id of the title.
        """
        return self._transport.send(
            _GET_AVAILABILITY_OF_TITLE, path={"id": id}, options=options
        )

    def get_title(
        self,
        id: Id,
        *,
        if_none_match: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Title | None:
        """Returns one title with everything the catalogue knows about it.

        Args:
            id: The id of the title.
            if_none_match: Answers 304 when the title still has this ETag.
        """
        return self._transport.send(
            _GET_TITLE,
            path={"id": id},
            headers={"If-None-Match": if_none_match},
            options=options,
        )

    def replace_title(
        self,
        id: Id,
        *,
        isbn: str | Omit = OMIT,
        title: str | Omit = OMIT,
        subtitle: str | Omit = OMIT,
        authors: Sequence[AuthorInput | Model] | Omit = OMIT,
        type: str | Omit = OMIT,
        class_: str | Omit = OMIT,
        language: str | Omit = OMIT,
        published: int | Omit = OMIT,
        pages: int | Omit = OMIT,
        formats: list[str] | Omit = OMIT,
        subjects: list[str] | Omit = OMIT,
        series: SeriesInput | Model | Omit = OMIT,
        dimensions: DimensionsInput | Model | Omit = OMIT,
        replacement_cost: CatalogueReplacementCostInput | Model | Omit = OMIT,
        descriptions: Mapping[str, str] | Omit = OMIT,
        if_match: str,
        options: Options | None = None,
    ) -> Title:
        """Replaces all fields of a title.

        The `If-Match` header guards against overwriting somebody else's change.

        Args:
            id: The id of the title.
            if_match: The ETag of the version that is replaced.
        """
        return self._transport.send(
            _REPLACE_TITLE,
            path={"id": id},
            headers={"If-Match": if_match},
            json={
                "isbn": isbn,
                "title": title,
                "subtitle": subtitle,
                "authors": authors,
                "type": type,
                "class": class_,
                "language": language,
                "published": published,
                "pages": pages,
                "formats": formats,
                "subjects": subjects,
                "series": series,
                "dimensions": dimensions,
                "replacement_cost": replacement_cost,
                "descriptions": descriptions,
            },
            options=options,
        )

    def search_titles(
        self,
        *,
        q: str | Omit = OMIT,
        type: Literal["book", "audiobook", "film", "periodical"] | Omit = "book",
        subject: Sequence[str] | Omit = ("coasts", "memoir"),
        available: bool | Omit = True,
        min_rating: float | Omit = 3.5,
        page: int | Omit = OMIT,
        per_page: int | Omit = 20,
        include_archived: Scalar | Omit = OMIT,
        large_print: Scalar | None | Omit = None,
        sort: str | Omit = OMIT,
        published_after: int | Omit = OMIT,
        x_version: int | Omit = 2,
        x_debug: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> TitleList:
        """Searches the catalogue and returns one page of titles, best match first.

        A title in the result is a short form; [Get a title](#get-a-title) has the rest.

        Args:
            q: Words to look for in title, subtitle, authors and subjects.
            type: Only titles of this type.
            subject: A subject that the title must have.
                May be given more than once.
            available: Only titles with a copy on the shelf now.
            min_rating: Only titles rated at least this well.
            page: Which page to return, from 1.
            per_page: How many titles a page has, at most 100.
            include_archived: Give it any value to include titles without copies.
            large_print: A flag: only titles with a large-print copy.
            sort: The field to sort by; a leading minus reverses the order.
            published_after: Only titles published after this year.
            x_version: Version of the representation.
            x_debug: Adds timings to the response headers.
        """
        return self._transport.send(
            _SEARCH_TITLES,
            query={
                "q": q,
                "type": type,
                "subject": subject,
                "available": available,
                "min_rating": min_rating,
                "page": page,
                "per_page": per_page,
                "include_archived": include_archived,
                "large-print": large_print,
                "sort": sort,
                "published_after": published_after,
            },
            headers={"X-Version": x_version, "X-Debug": x_debug},
            options=options,
        )

    def iter_search_titles(
        self,
        *,
        q: str | Omit = OMIT,
        type: Literal["book", "audiobook", "film", "periodical"] | Omit = "book",
        subject: Sequence[str] | Omit = ("coasts", "memoir"),
        available: bool | Omit = True,
        min_rating: float | Omit = 3.5,
        page: int | Omit = OMIT,
        per_page: int | Omit = 20,
        include_archived: Scalar | Omit = OMIT,
        large_print: Scalar | None | Omit = None,
        sort: str | Omit = OMIT,
        published_after: int | Omit = OMIT,
        x_version: int | Omit = 2,
        x_debug: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> Iterator[TitleListItem]:
        """Goes through all pages of `search_titles`, item by item; each is got when needed."""
        return self._transport.iterate(
            _SEARCH_TITLES,
            query={
                "q": q,
                "type": type,
                "subject": subject,
                "available": available,
                "min_rating": min_rating,
                "page": page,
                "per_page": per_page,
                "include_archived": include_archived,
                "large-print": large_print,
                "sort": sort,
                "published_after": published_after,
            },
            headers={"X-Version": x_version, "X-Debug": x_debug},
            options=options,
        )

    def upload_cover(
        self,
        id: Id,
        *,
        body: FileInput,
        options: Options | None = None,
    ) -> UploadCoverResult:
        """Stores the cover image of a title.

        The request body is the image itself, JPEG or PNG, at most 5 MB.

        Args:
            id: The id of the title.
        """
        return self._transport.send(
            _UPLOAD_COVER,
            path={"id": id},
            content=body,
            options=options,
        )
