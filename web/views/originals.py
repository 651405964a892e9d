"""Originals as they were published: shown where a browser can do so safely, else to keep as a file."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import Document
from parser import slug
from web.desk import Opened
from web.security import ORIGINAL_POLICY

PDF_POLICY = (
    "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""A browser's own PDF viewer does not work in a sandbox; it is one itself."""
SHOWN = {"application/pdf": PDF_POLICY, "text/html": ORIGINAL_POLICY, "text/plain": ORIGINAL_POLICY}


def original(opened: Opened, request: Request) -> Response:
    """The document that a decision was read from, or another one that says it (`sha`)."""
    record = opened.archive.record(request.path_params["id"])
    wanted = request.query_params.get("sha") or record.source.sha256
    documents = [
        document
        for version in opened.archive.versions(record.id)
        for document in opened.archive.sources(record.id, version)
        if document.sha256 == wanted
    ]
    if not documents:
        raise HTTPException(404)
    document = documents[0]
    content = opened.archive.original(document.sha256)
    keep = request.query_params.get("keep") == "1" or document.media_type not in SHOWN
    headers = {
        "content-security-policy": SHOWN.get(document.media_type, ORIGINAL_POLICY),
        "content-disposition": f'{"attachment" if keep else "inline"}; filename="{file_name(document)}"',
    }
    return Response(content, headers=headers, media_type=_media_type(document, content))


def file_name(document: Document) -> str:
    """The name under which it was added, in plain letters."""
    path = PurePosixPath(document.path.replace("\\", "/"))
    ending = slug(path.suffix.removeprefix("."))
    return f"{slug(path.stem) or document.sha256[:12]}{f'.{ending}' if ending else ''}"


def _media_type(document: Document, content: bytes) -> str:
    if document.media_type not in SHOWN:
        return "application/octet-stream"
    if document.media_type != "text/plain":
        return document.media_type
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "text/plain; charset=windows-1252"
    return "text/plain; charset=utf-8"
