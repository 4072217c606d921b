"""A database that Citus distributes over machines: which of its tables, by what, and who may change the audit."""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from time import monotonic, sleep
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, text

from adapters.postgres.kernel.addresses import read_address
from adapters.postgres.kernel.driver import DISTRIBUTED
from adapters.postgres.kernel.fitness import Unfit
from adapters.postgres.kernel.migrations import TURN, engine
from adapters.postgres.kernel.route import Route
from adapters.postgres.kernel.timelines import Timelines

_FOR_THE_OWNER: Final = """
    DO $$
    BEGIN
        IF to_regclass('pg_dist_partition') IS NULL THEN RETURN; END IF;
        IF EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = 'audit'::regclass) THEN
            EXECUTE (SELECT format('{} %I', pg_get_userbyid(relowner)) FROM pg_class WHERE oid = 'audit'::regclass);
        END IF;
    END $$
"""
MAY_FORGET: Final = text(_FOR_THE_OWNER.format("GRANT UPDATE, DELETE ON audit TO"))
"""Begins a transaction that deletes a restaurant: where the audit is distributed, its owner is given the rights back.

UPDATE among them, as PostgreSQL looks for entries of a restaurant that is deleted as their owner, by a lock of rows.
"""
FORGETS_NO_MORE: Final = text(_FOR_THE_OWNER.format("REVOKE UPDATE, DELETE ON audit FROM"))
"""Ends it."""

_EXTENSION: Final = text("""
    SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS created,
           EXISTS (SELECT FROM pg_available_extensions WHERE name = 'citus') AS available
""")
# Citus's own sessions say so. Of sessions of other roles, backend_type is hidden from all but superusers.
_OTHERS: Final = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
      AND coalesce(backend_type, 'client backend') = 'client backend' AND application_name NOT ILIKE 'citus%'
""")
_LEAVING_SECONDS: Final = 2
"""How long a session that was closed just now may take to be gone."""
_IS_DISTRIBUTED: Final = text(DISTRIBUTED)
# A table with a key that lacks the column cannot be distributed by it; it can be whole on every node, as a reference
# table is. A local table that Citus only knows about is neither: 'n', and 's' where a reference table has 't'.
_TABLES: Final = text("""
    SELECT c.relname AS name, a.attname AS by, pg_has_role(c.relowner, 'USAGE') AS ours,
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique
                   AND NOT a.attnum = ANY (i.indkey)) OR c.relname = 'restaurants' AS whole,
           ARRAY(SELECT f.confrelid::regclass::text FROM pg_constraint f
                 WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS after,
           EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
                   AND t.tgname <> c.relname || '_is_for_good') AS has_triggers,
           CASE WHEN p.partmethod = 'h' THEN column_to_column_name(p.logicalrelid, p.partkey) END AS is_by,
           coalesce(p.repmodel = 't', false) AS is_whole, p.colocationid AS together
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid
         AND a.attname = CASE c.relname WHEN 'restaurants' THEN 'id' ELSE 'restaurant_id' END
    LEFT JOIN pg_dist_partition p ON p.logicalrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname
""")
_DISTRIBUTE: Final = text("""
    SELECT create_distributed_table(CAST(:name AS regclass), CAST(:by AS text), colocate_with => :beside)
""")
# Every node tells its schema's revision, so that a program may start at any.
_REVISION_IS_LOCAL: Final = text("""
    SELECT NOT EXISTS (SELECT FROM pg_dist_partition
                       WHERE logicalrelid = 'alembic_version'::regclass AND repmodel = 't')
""")
_REPEAT: Final = text("SELECT create_reference_table(CAST(:name AS regclass))")
NODES: Final = text("SELECT count(*) FROM pg_dist_node WHERE noderole = 'primary' AND isactive AND shouldhaveshards")
# Those that refuse to change what is for good.
_TRIGGERS: Final = text("""
    SELECT format('DROP TRIGGER %I ON %I', t.tgname, c.relname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.tgname = c.relname || '_is_for_good'
""")
_MAY_CHANGE_THE_AUDIT: Final = text("""
    SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    FROM pg_class, aclexplode(coalesce(relacl, acldefault('r', relowner))) AS acl
    WHERE oid = to_regclass('audit') AND acl.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
""")


class Distribution(NamedTuple):
    """How many tables are distributed, how many of them just now, and over how many nodes."""

    tables: int
    new: int
    nodes: int


async def distribute(database_url: str, timelines: Timelines | None = None) -> Distribution:
    """Distribute every table of a migrated database that nobody else uses; what is distributed stays as it is.

    Raises `Unfit`. Each table is a transaction of its own: after an interruption, the next run goes on.
    """
    way = engine(Route(read_address(database_url), timelines))
    try:
        async with way.connect() as connection:
            return await connection.run_sync(_distribute)
    finally:
        await way.dispose()


def distribute_what_is_new(connection: Connection) -> None:
    """Distribute the tables that migrations made, where the others are distributed."""
    created = connection.execute(_EXTENSION).one().created
    if created and connection.execute(_IS_DISTRIBUTED).scalar_one():
        tables = [each for each in connection.execute(_TABLES) if not each.has_triggers]  # those are somebody else's
        _ = _distribute_tables(connection, tables)
    connection.commit()


def _distribute(connection: Connection) -> Distribution:
    if not connection.execute(text("SELECT pg_try_advisory_lock(:turn)"), {"turn": TURN}).scalar_one():
        raise Unfit("somebody migrates or distributes it just now")
    _refuse_without_citus(connection)
    _refuse_in_use(connection)
    tables = connection.execute(_TABLES).all()
    if watched := [each.name for each in tables if each.has_triggers]:
        raise Unfit(
            f"its table {watched[0]} has triggers, which Citus refuses: drop them, or move it to another schema"
        )
    return _distribute_tables(connection, tables)


def _refuse_without_citus(connection: Connection) -> None:
    extension = connection.execute(_EXTENSION).one()
    if not extension.available and not extension.created:
        raise Unfit("its server has no Citus; it is installed on every node, and in shared_preload_libraries")
    if not extension.created:
        raise Unfit("it lacks the extension; as a superuser, on every node: CREATE EXTENSION citus")


def _refuse_in_use(connection: Connection) -> None:
    until = monotonic() + _LEAVING_SECONDS
    while others := connection.execute(_OTHERS).scalar_one():
        if monotonic() > until:
            raise Unfit(f"it is in use by other sessions: {others}; stop the program first, everywhere")
        connection.commit()  # a transaction sees one state of pg_stat_activity
        sleep(0.1)


def _distribute_tables(connection: Connection, rows: Sequence[Row[Any]]) -> Distribution:
    tables = {row.name: row for row in rows}
    if foreign := [name for name, row in tables.items() if not row.ours]:
        raise Unfit(f"its tables belong to another role, {foreign[0]} for one; distribute as their owner")
    order = TopologicalSorter({name: row.after for name, row in tables.items()}).static_order()
    beside, together, new = "none", None, 0
    for drop in connection.execute(_TRIGGERS).scalars().all():
        _ = connection.execute(text(drop))
    connection.commit()
    for row in (tables[name] for name in order if name in tables):
        name = row.name
        if row.whole and not row.is_whole:
            _ = connection.execute(_REPEAT, {"name": name})
        elif not row.whole and row.is_by is None:
            _ = connection.execute(_DISTRIBUTE, {"name": name, "by": row.by, "beside": beside})
        elif not row.whole and (row.is_by != row.by or together not in {None, row.together}):
            raise Unfit(f"its table {name} is distributed in another way: by {row.is_by}, or apart from the others")
        new += not (row.is_whole or row.is_by)
        connection.commit()
        if not row.whole and beside == "none":
            beside, together = name, row.together
    if connection.execute(_REVISION_IS_LOCAL).scalar_one():
        _ = connection.execute(_REPEAT, {"name": "alembic_version"})
    connection.commit()
    _keep_the_audit(connection)
    return Distribution(len(tables), new, connection.execute(NODES).scalar_one())


def _keep_the_audit(connection: Connection) -> None:
    """Take the right to change entries from everybody: a distributed table has no triggers."""
    if who := ", ".join(connection.execute(_MAY_CHANGE_THE_AUDIT).scalars()):
        _ = connection.execute(text(f"REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM {who} CASCADE"))
    connection.commit()
