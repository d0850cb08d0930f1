"""The limit of the disk: plain sqlite3, nothing else, each transaction durable when it returns."""

import sqlite3
import time
from pathlib import Path

BODY = "x" * 420
"""As long as the row of a number that was given."""

INSERT = "INSERT INTO rows (office, date, version, body) VALUES (?, ?, ?, ?)"


def durable_rows(database: Path, transactions: int, group: int) -> float:
    """Rows a second, in so many transactions of `group` rows each, as the server sets SQLite up."""
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("DROP TABLE IF EXISTS rows")
        connection.execute(
            "CREATE TABLE rows (office TEXT, date TEXT, version INTEGER, body TEXT,"
            " PRIMARY KEY (office, date, version))"
        )
        began = time.perf_counter()
        for transaction in range(transactions):
            first = transaction * group
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                INSERT,
                [("busy-day", "2026-06-23", first + index, BODY) for index in range(group)],
            )
            connection.execute("COMMIT")
        return transactions * group / (time.perf_counter() - began)
    finally:
        connection.close()
