"""The effects of uploads in PostgreSQL: each role acts once on each."""

import psycopg

from uploads import Upload

EFFECTS = {
    "INDEXER": (
        "INSERT INTO indexed (upload_id, owner, content, bytes)"
        " VALUES (%(id)s, %(owner)s, %(content)s, %(bytes)s)"
    ),
    "COUNTER": (
        "INSERT INTO owner_total AS held VALUES (%(owner)s, 1, %(bytes)s) ON CONFLICT (owner) DO UPDATE"
        " SET uploads = held.uploads + 1, bytes = held.bytes + EXCLUDED.bytes"
    ),
}


class Refused(Exception):
    """PostgreSQL has answered, and refuses the upload."""


class Silent(Exception):
    """PostgreSQL does not answer; the effect may or may not be committed."""


class Effects:
    """One worker's connection to PostgreSQL, opened when it is needed and again when it is lost."""

    def __init__(self, url: str):
        self.url = url
        self.connection: psycopg.AsyncConnection | None = None

    async def act(self, role: str, upload: Upload) -> None:
        """Record and effect are one transaction: after a crash there are both or neither."""
        try:
            connection = await self._connected()
            async with connection.transaction():
                note = await connection.execute(
                    "INSERT INTO processed VALUES (%s, %s) ON CONFLICT DO NOTHING", (role, upload.id)
                )
                if note.rowcount == 1:
                    await connection.execute(EFFECTS[role], vars(upload))
        except psycopg.Error as error:
            # Connections (08), rollbacks such as deadlocks (40), shutdowns (57) are no refusals.
            if error.sqlstate and error.sqlstate[:2] not in ("08", "40", "57"):
                raise Refused(str(error)) from error
            await self.close()
            raise Silent(str(error)) from error

    async def _connected(self) -> psycopg.AsyncConnection:
        if self.connection is None or self.connection.closed:
            self.connection = await psycopg.AsyncConnection.connect(
                self.url, autocommit=True, connect_timeout=4
            )
        return self.connection

    async def close(self) -> None:
        if self.connection is not None:
            await self.connection.close()
            self.connection = None
