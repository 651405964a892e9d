"""Persons over all decisions: `people`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import Guard, opened
from commands.speaking import fail, output_to
from terminal import day_of, person_line, person_text, person_value, takes_archive, takes_unmasked, write_rows_as

if TYPE_CHECKING:
    from index import PersonFound, PersonsWanted

_ROLES = (
    "preparer", "presenter", "proposer", "supporter", "voter", "dissenter", "disqualified", "present", "absent",
)  # fmt: skip


@click.command()
@click.argument("name", required=False)
@click.option("--body", help="Toimielin: the body's name, or kh, kv.")
@click.option("--from", "start", metavar="DATE", help="First day: 2022-04-04, 4.4.2022, 2022-04 or 2022.")
@click.option("--to", "end", metavar="DATE", help="Last day; of a month or year its last day.")
@click.option("--role", type=click.Choice(_ROLES), help="Only where the person has this role.")
@click.option("--explain", is_flag=True, help="Say why mentions are taken for one person's.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a person.")
@click.option("--format", "form", type=click.Choice(("csv", "xlsx")), default=None, help="A row a mention.")
@click.option("--excel", is_flag=True, help="CSV as Finnish Excel opens it: BOM, semicolons, decimal commas.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, for csv and xlsx.")
@click.option("--limit", type=click.IntRange(min=0), default=None, help="At most so many persons.")
@takes_unmasked
@takes_archive
def people(
    name: str | None, explain: bool, as_json: bool, form: str | None, excel: bool, output: Path | None,
    limit: int | None, unmasked: bool, folder: Path, **chosen: Any,
) -> None:  # fmt: skip
    """Who did what: prepared, presented, proposed, supported, voted, dissented, was disqualified, was there.

    NAME may be inflected and in any order; without it, everybody, those with most mentions first.
    """
    from index import persons_of

    if as_json and form:
        raise click.UsageError("--json and --format each write something else: choose one.")
    if not form and (output or excel):
        raise click.UsageError("--output and --excel go with --format csv or xlsx.")
    wanted, guard = _wanted(chosen), Guard(unmasked)
    with opened(folder) as archive:
        found = guard(persons_of(archive, name, wanted)[:limit])
    if name and not found:
        fail(f"the archive names nobody called {name}")
    guard.say()
    if form:
        _write(found, form, excel, output)
        return
    for person in found:
        if as_json:
            click.echo(json.dumps(person_value(person), ensure_ascii=False))
        else:
            click.echo(person_text(person, explain) + "\n" if name else person_line(person))
    click.echo(f"{len(found)} found", err=True)


def _wanted(chosen: dict[str, Any]) -> PersonsWanted:
    from corpus import bodies_meant
    from index import PersonsWanted
    from parser import slug

    body = chosen["body"]
    bodies = None if body is None else tuple(map(slug, bodies_meant(body) or (body,)))
    start, end = day_of(chosen["start"], last=False), day_of(chosen["end"], last=True)
    return PersonsWanted(bodies, start.isoformat() if start else None, end.isoformat() if end else None, chosen["role"])


def _write(found: tuple[PersonFound, ...], form: str, excel: bool, output: Path | None) -> None:
    """The mentions as a table."""
    from index import PERSON_COLUMNS, person_rows

    if form == "xlsx" and output is None:
        raise click.UsageError("a workbook needs a file: -o NAME.xlsx")
    with output_to(output) as stream:
        write_rows_as(form, stream, "Henkilöt", PERSON_COLUMNS, person_rows(found), excel)
