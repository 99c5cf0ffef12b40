"""What a public function is given, checked at its door: the kind of thing it takes, or a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial, wraps
from inspect import signature
from numbers import Integral, Real
from types import UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import pandas as pd

from ecosystem.tables.language import Language
from ecosystem.tables.neighbourhood import Neighbourhood, Region
from ecosystem.tables.refusals import one_of, refusal

Given = ParamSpec("Given")
Made = TypeVar("Made")
_AS_GOOD: dict[Any, Any] = {
    int: Integral,
    float: Real,
    Sequence: Iterable,
    Collection: Iterable,
}
_say = partial(refusal, "ecosystem.tables")


@cache
def at_the_door(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """
    Let a public function refuse, in words, what its signature does not take.

    Parameters
    ----------
    function
        A public function, with the kind of each of its parameters.

    Returns
    -------
    function
        The same with a door. It raises a `TypeError` where something is of another kind, as a
        region where a neighbourhood is asked for, and a `ValueError` where a word is none of
        those an option takes. What is in a table or a mapping it does not look at.

    Examples
    --------
    >>> eco.coverage("gp")
    Traceback (most recent call last):
    TypeError: coverage: hood is of the kind str, which is not Neighbourhood.
    """
    takes = signature(function)

    @wraps(function)
    def door(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        try:
            given = takes.bind(*args, **kwargs).arguments
        except TypeError:  # one too many or too few, which Python says itself
            return function(*args, **kwargs)
        for name, kind in _kinds(function).items():
            if name in given and not _fits(given[name], kind):
                lang = given.get("lang")
                _refuse(function, name, given[name], kind, lang if _is(lang, Language) else None)
        return function(*args, **kwargs)

    door.__module__ = "ecosystem"  # where it is found again by whoever unpacks it
    return door


@cache
def _kinds(function: Callable[..., Any]) -> dict[str, Any]:
    """Give the kind of each parameter; of what must come from `protect`, exporters say so."""
    return {
        name: kind
        for name, kind in get_type_hints(function).items()
        if getattr(kind, "__module__", "") != "ecosystem.protect.outgoing"
    }


def _each(kind: Any) -> tuple[Any, ...]:
    """Give the kinds of which one will do."""
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _fits(given: object, kind: Any) -> bool:
    return any(_is(given, one) for one in _each(kind))


def _is(given: object, kind: Any) -> bool:
    of = get_origin(kind)
    if of is Literal:
        return isinstance(given, str) and given in get_args(kind)
    if of is not None and isinstance(given, (str, pd.Series)):  # `in` asks their letters, or index
        return False
    if isinstance(given, (list, tuple)) and len(inside := get_args(kind)) == 1:
        return all(_fits(one, inside[0]) for one in given)
    return kind is Any or isinstance(given, _AS_GOOD.get(of or kind, of or kind))


def _name(kind: Any) -> str:
    of, inside = get_origin(kind), get_args(kind)
    if of is Literal:
        return "/".join(inside)
    name: str = (of or kind).__name__
    return f"{name} of {_name(inside[0])}" if len(inside) == 1 else name


def _refuse(
    function: Callable[..., Any], name: str, given: object, kind: Any, lang: Language | None
) -> None:
    words = [word for one in _each(kind) if get_origin(one) is Literal for word in get_args(one)]
    if words and isinstance(given, str):
        one_of(name, given, words, lang)
    wanted = " | ".join(_name(one) for one in _each(kind))
    named = {"function": function.__name__, "name": name, "given": type(given).__name__}
    told = _say("kind", lang, **named, wanted=wanted)
    if isinstance(given, Region) and Neighbourhood in _each(kind):
        told += " " + _say("ask_one", lang, code=next(iter(given.codes), ""))
    raise TypeError(told.replace("NoneType", "None"))
