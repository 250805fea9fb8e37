"""JSON values and types, as hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.inference.merge import merge
from generator.inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Record,
    Ref,
    String,
    Type,
    record,
)

PLACEHOLDERS = (
    *("<string>", "<integer>", "<long>", "<number>", "<boolean>", "<uuid>", "<date>", "<dateTime>"),
    *("<email>", "<uri>", "<array>", "<object>", "<null>", "<integer,null>", "<string,null>"),
    *("<string,null-uuid>", "<integer,null-int64>", "<string,integer>", "<boolean,number>"),
    *("<userId>", "<br>", "<string", "<string,nothing>"),
)
FORMATTED = (
    *("3fa85f64-5717-4562-b3fc-2c963f66afa6", "2024-02-29", "2024-02-30"),
    *("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.5+02:00", "2024-02-29T25:00:00Z"),
)
MARKERS = (
    {"value": "<Circular reference to #/components/schemas/A detected>"},
    {"value": "<Error: Too many levels of nesting to fake this schema>"},
)

texts = st.text(max_size=5) | st.sampled_from((*PLACEHOLDERS, *FORMATTED))
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
)
keys = st.sampled_from(("a", "b", "value", "key_0", "key_1", "1", "22", *FORMATTED[:2])) | st.text(
    max_size=3
)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sampled_from(MARKERS)
    ),
    max_leaves=12,
)

_leaves: st.SearchStrategy[Type] = st.sampled_from(
    (
        *(UNKNOWN, NULL, BOOLEAN, INTEGER, NUMBER, STRING),
        *(String("uuid"), String("date"), Ref("A"), Ref("B")),
    )
)


def _records(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Record]:
    fields = st.builds(Field, st.sampled_from("abcd"), inner, st.booleans())
    return st.lists(fields, max_size=4, unique_by=lambda field: field.name).map(record)


types: st.SearchStrategy[Type] = st.recursive(
    _leaves,
    lambda inner: (
        inner.map(Array) | inner.map(Map) | _records(inner) | st.builds(merge, inner, inner)
    ),
    max_leaves=8,
)
"""Types as the generator makes them: unions come out of `merge` only."""
