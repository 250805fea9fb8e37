"""Expressions of Python as text, without the layout that they had."""

from __future__ import annotations

import ast


def source_of(node: ast.expr) -> str:
    """An expression as `ast.unparse` prints it.

    What clients are full of, names and unions of them, is printed here, in a tenth of the time.
    """
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            return f"{name}.{attribute}"
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=inner)):
            return f"{name}[{inner}]"
        case ast.Constant(value=None | bool() | str() as value, kind=None):
            return repr(value)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right) if _needs_no_brackets(
            left
        ) and isinstance(right, ast.Name | ast.Constant):
            return f"{source_of(left)} | {source_of(right)}"
        case _:
            return ast.unparse(node)


def _needs_no_brackets(node: ast.expr) -> bool:
    """Whether an expression can stand on the left of a union as it is."""
    is_union = isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)
    return is_union or isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Constant)
