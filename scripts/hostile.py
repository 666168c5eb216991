#!/usr/bin/env python3
"""Feeds hostile inputs to the program: each must come back, without a crash, in 2 seconds and 300 MB.

    scripts/hostile.py target/release/jobgist
"""

import gzip
import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import zipfile

SECONDS = 2.0
MEGABYTES = 300
MEBI = 1024 * 1024


def word_document(text):
    """A Word document around the XML of its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def pdf(stream, count=1):
    """A PDF document whose pages all show one compressed stream."""
    import zlib

    packed = zlib.compress(stream, 9)
    kids = " ".join("3 0 R" for _ in range(count))
    return b"".join(
        [
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\n".encode(),
            b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n",
            b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n",
            f"4 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode(),
            packed,
            b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
        ]
    )


def inputs():
    """Name, bytes and extra arguments of each input."""
    words = "You bake bread at night and need two years of experience in SQL. "
    raised = ["--max-bytes", str(120 * MEBI)]
    yield "nested", b"<div>" * 500_000, []
    yield "nested-inline", b"<b><i>" * 500_000 + b"x", []
    yield "unclosed", b"<p><ul><li>Bake" * 200_000, []
    yield "tags", b"<br><p>x</p>" * 400_000, []
    yield "tables", b"<table><tr><td>x" * 200_000, []
    yield "attributes", b"<p " + b"a=b " * 1_000_000 + b">x", []
    yield "entities", b"<p>" + b"&amp;" * 3_000_000, []
    yield "entity-bomb", (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
        + b"]><p>&k;</p>"
    ), []
    yield "blocks", b"<li>Two years of experience</li>\n" * 300_000, []
    yield "lines", b"- Two years of experience in a bakery\n" * 300_000, []
    yield "long-line", (words * (16 * MEBI // len(words))).encode(), []
    yield "huge-line", (words * (100 * MEBI // len(words))).encode(), raised
    yield "huge-word", b"a" * (100 * MEBI), raised
    yield "huge-html", (("<p>" + words) * (100 * MEBI // len(words))).encode(), raised
    yield "huge-script", b"<script>" + b"x" * (100 * MEBI), raised
    yield "bullets", "• bake ".encode() * 1_000_000, []
    yield "binary", os.urandom(8 * MEBI), []
    yield "binary-utf16", b"\xff\xfe" + os.urandom(8 * MEBI), []
    yield "json-deep", b"[" * 1_000_000, []
    yield "json-wide", b'{"title":"Baker","description":"' + words.encode() * 2 + b'","x":[' + b"1," * 3_000_000 + b"1]}", []
    yield "json-string", b'{"title":"Baker","description":"' + (words * 200_000).encode() + b'"}', []
    yield "json-ld", (b'<script type="application/ld+json">' + b'{"@graph":[' * 60 + b"</script>") * 2_000, []
    yield "gzip-bomb", gzip.compress(b" " * (512 * MEBI)), []
    yield "gzip-nested", gzip.compress(gzip.compress(b"x" * (512 * MEBI))), []
    yield "mail-parts", b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n" + (
        b"--c\nContent-Type: text/plain\n\n" + words.encode() + b"\n"
    ) * 100_000, []
    yield "mail-nested", b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 100_000, []
    yield "mail-headers", b"MIME-Version: 1.0\nFrom: a\n" + b"X-Y: " + b"z" * 8 * MEBI + b"\n\n" + words.encode(), []
    yield "front-matter", b"---\n" + b"a: b\n" * 1_000_000, []
    yield "word-bomb", word_document("<w:p><w:r><w:t>" + " " * (64 * MEBI)), []
    yield "word-nested", word_document("<w:tbl><w:tr><w:tc>" * 300_000), []
    yield "word-lines", word_document("<w:p><w:r><w:t>Two years</w:t></w:r></w:p>" * 300_000), []
    yield "pdf-bomb", pdf(b"(x) Tj " * 8_000_000), []
    yield "pdf-pages", pdf(b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (Two years) Tj " * 20_000, 500), []
    yield "pdf-nested", b"%PDF-1.4\n1 0 obj" + b"[" * 1_000_000, []
    yield "pdf-brackets", b"%PDF-1.4\n1 0 obj(" + b"(" * 1_000_000, []


def run(program, path, arguments):
    """Seconds, peak megabytes and exit code of one run."""
    start = time.monotonic()
    child = subprocess.Popen(
        [program, "summarize", "--format", "json", "--quiet", *arguments, path],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    message = child.stderr.read().decode(errors="replace").strip()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    return seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), message


def main():
    program = sys.argv[1]
    only = sys.argv[2:]
    # A child counts the memory of its parent at its birth as its own: a small one gives birth.
    runner = multiprocessing.get_context("forkserver").Pool(1)
    failed = 0
    for name, data, arguments in inputs():
        if only and name not in only:
            continue
        size = len(data) / MEBI
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            seconds, megabytes, code, message = runner.apply(run, (program, file.name, arguments))
        bad = seconds > SECONDS or megabytes > MEGABYTES or code not in (0, 1, 4) or "panicked" in message
        failed += bad
        mark = "FAIL" if bad else "ok"
        print(f"{mark:4} {name:14} {size:7.1f} MB  {seconds:5.2f} s  {megabytes:5.0f} MB  exit {code}")
        if bad and message:
            print(f"     {message[-300:]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
