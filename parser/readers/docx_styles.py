"""What the styles of a Word file say of a paragraph: is it a heading, is it bold, does space part it from the next.

Takes the XML elements that `docx.py` has opened; knows no package. A setting of the paragraph or run goes before
its style's, a style's before that of the style it is based on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_VAL = W + "val"
_DEEPEST = 12  # styles based on styles; a ring of them must end
_LEAST_SPACE = 40  # twentieths of a point: less is not seen as empty space
_BODY_LEVEL = 9  # of the outline: running text


def value_of(element: Any, path: str) -> str | None:
    """The value (`w:val`) of the element below another at a path such as `pPr/outlineLvl`; "" where it has none."""
    found = None if element is None else element.find(_in_word(path))
    return None if found is None else str(found.get(_VAL, ""))


@cache
def _in_word(path: str) -> str:
    return "/".join(W + name for name in path.split("/"))


def is_on(value: str | None) -> bool | None:
    """A switch such as `w:b`: present without a value means on."""
    return None if value is None else value not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their id (tyylit)."""

    by_id: dict[str, Any]
    default: str | None
    defaults: Any
    said: dict[tuple[str | None, str], str | None] = field(default_factory=dict)

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """A style, the one it is based on, and so on."""
        for _ in range(_DEEPEST):
            style = self.by_id.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value_of(style, "basedOn")

    def of(self, paragraph: Any) -> str | None:
        """The id of a paragraph's style."""
        return value_of(paragraph, "pPr/pStyle") or self.default

    def says(self, style_id: str | None, path: str) -> str | None:
        """What a style or the nearest of its bases says at a path; asked of each once, since files are long."""
        if (style_id, path) not in self.said:
            values = (value_of(style, path) for style in self.chain(style_id))
            self.said[style_id, path] = next((value for value in values if value is not None), None)
        return self.said[style_id, path]

    def is_heading(self, paragraph: Any) -> bool:
        """Is it in the outline of the document, or is its style a heading's by name?"""
        style = self.of(paragraph)
        level = value_of(paragraph, "pPr/outlineLvl")
        if level is None:
            level = self.says(style, "pPr/outlineLvl")
        if level is not None:
            return level.isdigit() and int(level) < _BODY_LEVEL
        name = (self.says(style, "name") or "").casefold()
        return name == "title" or name.startswith(("heading ", "otsikko "))

    def is_bold(self, paragraph: Any, run: Any) -> bool:
        """Is a run of a paragraph printed bold?"""
        own = value_of(run, "rPr/b")
        if own is None and (style := value_of(run, "rPr/rStyle")):
            own = self.says(style, "rPr/b")
        if own is None:
            own = self.says(self.of(paragraph), "rPr/b")
        return is_on(own) or False

    def is_hidden(self, run: Any) -> bool:
        """Is a run text that is not printed?"""
        return is_on(value_of(run, "rPr/vanish")) or False

    def space(self, paragraph: Any, side: str) -> bool:
        """Does empty space stand `before` or `after` a paragraph?"""
        for place in (paragraph, *self.chain(self.of(paragraph)), self.defaults):
            spacing = None if place is None else place.find(f"{W}pPr/{W}spacing")
            if spacing is None:
                continue
            if is_on(spacing.get(f"{W}{side}Autospacing")):
                return True
            twips = spacing.get(W + side)
            if twips is not None:
                return twips.isdigit() and int(twips) >= _LEAST_SPACE
        return False


def styles_of(root: Any) -> Styles:
    """The styles below the root of `word/styles.xml`, which may be missing (None)."""
    by_id: dict[str, Any] = {}
    default = None
    for style in () if root is None else root.iterfind(W + "style"):
        style_id = style.get(W + "styleId", "")
        by_id[style_id] = style
        if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default")):
            default = style_id
    return Styles(by_id, default, None if root is None else root.find(f"{W}docDefaults/{W}pPrDefault"))
