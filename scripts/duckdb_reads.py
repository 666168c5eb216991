#!/usr/bin/env python3
"""Opens Parquet files of records and of flat tables with other programs, as their users would.

    scripts/duckdb_reads.py records.parquet requirements.parquet ...

DuckDB reads all of them: rows are counted, nested fields unnested, and the counts of a record file
compared with those of a flat file of the same run that is named beside it. pyarrow and Polars read
them too where they are installed. Without DuckDB nothing is checked, and a message says so.
"""

import json
import os
import sys

try:
    import duckdb
except ImportError:
    print("left out: duckdb is not installed")
    sys.exit()

# What unnesting a record's column gives, and the flat table that has a row for each of it.
UNNESTED = {
    "requirements": "SELECT count(*) FROM (SELECT unnest(requirements) FROM records)",
    "skills": "SELECT count(*) FROM (SELECT unnest(skills) FROM records)",
    "summary": "SELECT count(*) FROM (SELECT unnest(summary) FROM records)",
    "postings": "SELECT count(*) FROM records",
    # A section without lines is a row of its heading.
    "sections": """SELECT coalesce(sum(greatest(len(section.items), 1)), 0)
                   FROM (SELECT unnest(sections) AS section FROM records)""",
}


class Wrong(Exception):
    """What a file says is not what it should."""


def check(holds, message):
    if not holds:
        raise Wrong(message)


def value(connection, query):
    return connection.execute(query).fetchone()[0]


def open_records(connection, path):
    """Opens a file of records under the name `records`, and asks its nested columns."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW records AS SELECT * FROM read_parquet({quoted(path)})")
    rows = value(connection, "SELECT count(*) FROM records")
    errors = value(connection, "SELECT count(*) FROM records WHERE error IS NOT NULL")
    check(
        value(connection, "SELECT count(*) FROM records WHERE error IS NULL AND source.sha256 IS NULL") == 0,
        "a record without its source",
    )
    check(
        value(connection, "SELECT count(*) FROM records WHERE error IS NOT NULL AND requirements IS NOT NULL") == 0,
        "an error with a record",
    )
    # Ranks count from one in each posting: lists keep their order and stay in their row.
    wrong = """SELECT count(*) FROM (
        SELECT unnest(list_transform(requirements, lambda r: r.rank)) AS rank,
               generate_subscripts(requirements, 1) AS place FROM records)
        WHERE rank <> place"""
    check(value(connection, wrong) == 0, "requirements out of order")
    # A tree is JSON.
    trees = """SELECT expr FROM (SELECT unnest(requirements, recursive := true) FROM records)
               WHERE expr IS NOT NULL"""
    for (tree,) in connection.execute(trees).fetchall():
        check(isinstance(json.loads(tree), dict), f"no tree: {tree}")
    # Quotes name their fact, and a stated salary has one.
    unproved = """SELECT count(*) FROM records
        WHERE salary IS NOT NULL AND len(list_filter(evidence, lambda e: e.fact = 'salary')) = 0"""
    check(value(connection, unproved) == 0, "a salary without evidence")
    top = connection.execute(
        """SELECT skill.name, count(*) AS postings FROM (SELECT unnest(skills) AS skill FROM records)
           GROUP BY ALL ORDER BY postings DESC, skill.name LIMIT 3"""
    ).fetchall()
    named = ", ".join(f"{name} {postings}" for name, postings in top)
    print(f"{path}: {rows} rows, {errors} errors; most named skills: {named}")


def open_table(connection, path, table, have_records):
    """Opens a file of a flat table, and compares it with the records."""
    source = f"read_parquet({quoted(path)})"
    rows = value(connection, f"SELECT count(*) FROM {source}")
    check(value(connection, f"SELECT count(*) FROM {source} WHERE id IS NULL") == 0, f"{path}: a row without id")
    compared = ""
    if have_records and table in UNNESTED:
        unnested = value(connection, UNNESTED[table])
        check(rows == unnested, f"{path}: {rows} rows, but the records have {unnested}")
        compared = ", as many as the records have"
    if table == "requirements":
        query = f"""SELECT count(*) FROM (SELECT unnest(skills) FROM {source} WHERE priority = 'required')"""
        compared += f"; {value(connection, query)} mentions of skills in must-haves"
    print(f"{path}: {rows} rows of {table}{compared}")


def quoted(path):
    return "'" + str(path).replace("'", "''") + "'"


def table_of(connection, path):
    """The flat table that a file says it holds; None for records."""
    found = connection.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata({quoted(path)}) WHERE decode(key) = 'jobgist.table'"
    ).fetchone()
    return found[0] if found else None


def read_with_others(connection, path):
    """Reads the file with pyarrow and Polars; names those that are installed."""
    rows = value(connection, f"SELECT count(*) FROM read_parquet({quoted(path)})")
    readers = []
    try:
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(path)
        table.validate(full=True)
        check(table.num_rows == rows, f"pyarrow: {table.num_rows} of {rows} rows")
        readers.append("pyarrow")
    except ImportError:
        pass
    try:
        import polars

        frame = polars.read_parquet(path)
        check(frame.height == rows, f"polars: {frame.height} of {rows} rows")
        if isinstance(frame.schema.get("sections"), polars.List):
            lines = frame.explode("skills").select(polars.col("skills").struct.field("name"))
            named = value(connection, UNNESTED["skills"])
            check(lines["name"].drop_nulls().len() == named, "polars: other skills")
        readers.append("polars")
    except ImportError:
        pass
    return readers


def main(paths):
    if not paths:
        sys.exit(__doc__)
    connection = duckdb.connect()
    readers = []
    try:
        tables = {path: table_of(connection, path) for path in paths}
        records = [path for path in paths if tables[path] is None]
        # Records first: tables are compared with them.
        for path in sorted(paths, key=lambda path: tables[path] is not None):
            if tables[path] is None:
                open_records(connection, path)
            else:
                open_table(connection, path, tables[path], len(records) == 1)
            readers = read_with_others(connection, path)
    except (Wrong, duckdb.Error, OSError) as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: {error}")
    print("read with " + ", ".join(["duckdb", *readers]))


if __name__ == "__main__":
    main(sys.argv[1:])
