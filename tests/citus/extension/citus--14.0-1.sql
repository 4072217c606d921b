-- The names, arguments, catalogs and refusals of Citus 12 to 14, as far as `make distribute` meets them. Rows stay in the
-- one local table, so that statements run as on a plain PostgreSQL; whether they would reach one shard is not told here.

CREATE SCHEMA citus;
GRANT USAGE ON SCHEMA citus TO PUBLIC;
CREATE TYPE citus.distribution_type AS ENUM ('hash', 'range', 'append');
CREATE TYPE citus.noderole AS ENUM ('primary', 'secondary', 'unavailable');

-- Made beside pg_catalog and moved there, as Citus does: PostgreSQL creates no table there by its name.
CREATE TABLE citus.pg_dist_partition (
    logicalrelid regclass NOT NULL UNIQUE,
    partmethod "char" NOT NULL,
    partkey text,
    colocationid integer NOT NULL DEFAULT 0,
    repmodel "char" NOT NULL DEFAULT 'c'
);
ALTER TABLE citus.pg_dist_partition SET SCHEMA pg_catalog;
CREATE TABLE citus.pg_dist_node (
    nodeid integer PRIMARY KEY,
    groupid integer NOT NULL,
    nodename text NOT NULL,
    nodeport integer NOT NULL,
    isactive boolean NOT NULL,
    noderole citus.noderole NOT NULL,
    shouldhaveshards boolean NOT NULL
);
ALTER TABLE citus.pg_dist_node SET SCHEMA pg_catalog;
GRANT SELECT ON pg_catalog.pg_dist_partition, pg_catalog.pg_dist_node TO PUBLIC;
INSERT INTO pg_catalog.pg_dist_node VALUES
    (1, 0, 'coordinator', 5432, true, 'primary', false),
    (2, 1, 'worker-1', 5432, true, 'primary', true),
    (3, 2, 'worker-2', 5432, true, 'primary', true),
    (4, 2, 'worker-2-standby', 5432, true, 'secondary', true);
CREATE SEQUENCE citus.pg_dist_colocationid_seq;

CREATE FUNCTION pg_catalog.citus_version() RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT 'Citus 14.0.0 (a stand-in for tests)' $$;

-- Citus keeps the column as a node of PostgreSQL's parser; here it is the column's number.
CREATE FUNCTION pg_catalog.column_to_column_name(table_name regclass, column_var_text text) RETURNS text
LANGUAGE sql STABLE STRICT AS
$$ SELECT attname FROM pg_attribute WHERE attrelid = table_name AND attnum = column_var_text::smallint $$;

CREATE FUNCTION citus.ensure_can_be_a_citus_table(named regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = named), 'USAGE') THEN
        RAISE insufficient_privilege USING MESSAGE = format('must be owner of table %s', named);
    END IF;
    IF EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = named) THEN
        RAISE invalid_table_definition USING MESSAGE = format('table "%s" is already distributed', named);
    END IF;
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = named AND NOT tgisinternal) THEN
        RAISE EXCEPTION 'cannot distribute relation "%" because it has triggers', named
        USING HINT = format('Consider dropping all the triggers on "%s" and retry.', named);
    END IF;
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name regclass) RETURNS void
LANGUAGE plpgsql STRICT SECURITY DEFINER AS $$
BEGIN
    PERFORM citus.ensure_can_be_a_citus_table(table_name);
    IF EXISTS (SELECT FROM pg_constraint f JOIN pg_dist_partition p ON p.logicalrelid = f.confrelid
               WHERE f.conrelid = table_name AND f.contype = 'f' AND p.partmethod = 'h') THEN
        RAISE feature_not_supported USING
            MESSAGE = 'cannot create foreign key constraint since foreign keys from reference tables to distributed '
                      'tables are not supported';
    END IF;
    INSERT INTO pg_dist_partition VALUES (table_name, 'n', NULL, 0, 't');
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(
    table_name regclass,
    distribution_column text,
    distribution_type citus.distribution_type DEFAULT 'hash',
    colocate_with text DEFAULT 'default',
    shard_count int DEFAULT NULL
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    number smallint;
    kind oid;
    together integer;
    beside record;
    f record;
BEGIN
    PERFORM citus.ensure_can_be_a_citus_table(table_name);
    SELECT attnum, atttypid INTO number, kind FROM pg_attribute
    WHERE attrelid = table_name AND attname = distribution_column;
    IF number IS NULL THEN
        RAISE undefined_column USING MESSAGE = format(
            'column "%s" of relation "%s" does not exist', distribution_column, table_name);
    END IF;
    IF EXISTS (SELECT FROM pg_index WHERE indrelid = table_name AND indisunique AND NOT number = ANY (indkey)) THEN
        RAISE feature_not_supported USING
            MESSAGE = format('cannot create constraint on "%s"', table_name),
            DETAIL = 'Distributed relations cannot have UNIQUE, EXCLUDE, or PRIMARY KEY constraints that do not include '
                     'the partition column (with an equality operator if EXCLUDE).';
    END IF;
    IF colocate_with IN ('default', 'none') THEN
        together := nextval('citus.pg_dist_colocationid_seq');
    ELSE
        SELECT p.colocationid, a.atttypid INTO beside FROM pg_dist_partition p
        JOIN pg_attribute a ON a.attrelid = p.logicalrelid AND a.attnum = p.partkey::smallint
        WHERE p.logicalrelid = colocate_with::regclass AND p.partmethod = 'h';
        IF NOT FOUND THEN
            RAISE EXCEPTION 'relation % is not distributed', colocate_with;
        END IF;
        IF beside.atttypid <> kind THEN
            RAISE EXCEPTION 'cannot colocate tables % and %', colocate_with, table_name
            USING DETAIL = format('Distribution column types don''t match for %s and %s.', colocate_with, table_name);
        END IF;
        together := beside.colocationid;
    END IF;
    FOR f IN
        SELECT c.confrelid::regclass AS referred, p.partmethod, p.repmodel, p.colocationid,
               array_position(c.conkey, number) AS ours, array_position(c.confkey, p.partkey::smallint) AS theirs
        FROM pg_constraint c LEFT JOIN pg_dist_partition p ON p.logicalrelid = c.confrelid
        WHERE c.conrelid = table_name AND c.contype = 'f' AND c.confrelid <> table_name
    LOOP
        CONTINUE WHEN f.repmodel = 't';
        IF f.partmethod IS NULL THEN
            RAISE invalid_table_definition USING
                MESSAGE = format('referenced table "%s" must be a distributed table or a reference table', f.referred),
                DETAIL = 'To enforce foreign keys, the referencing and referenced rows need to be stored on the same node.';
        END IF;
        IF f.colocationid <> together OR f.ours IS DISTINCT FROM f.theirs OR f.ours IS NULL THEN
            RAISE feature_not_supported USING
                MESSAGE = 'cannot create foreign key constraint since relations are not colocated or not referencing a '
                          'reference table',
                DETAIL = 'A distributed table can only have foreign keys if it is referencing another colocated hash '
                         'distributed table or a reference table';
        END IF;
    END LOOP;
    INSERT INTO pg_dist_partition VALUES (table_name, 'h', number::text, together, 's');
END $$;

-- What Citus refuses afterwards, by its hooks.
CREATE FUNCTION citus.refuse_triggers() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() d JOIN pg_trigger t ON t.oid = d.objid
               JOIN pg_dist_partition p ON p.logicalrelid = t.tgrelid WHERE d.object_type = 'trigger') THEN
        RAISE EXCEPTION 'triggers are not supported on distributed tables';
    END IF;
END $$;
CREATE EVENT TRIGGER citus_refuses_triggers ON ddl_command_end WHEN TAG IN ('CREATE TRIGGER')
    EXECUTE FUNCTION citus.refuse_triggers();

-- A table that is dropped is distributed no more.
CREATE FUNCTION citus.forget_dropped() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    DELETE FROM pg_dist_partition WHERE logicalrelid::oid IN (
        SELECT objid FROM pg_event_trigger_dropped_objects()
        WHERE classid = 'pg_class'::regclass AND objsubid = 0
    );
END $$;
CREATE EVENT TRIGGER citus_cascade_to_partition ON sql_drop EXECUTE FUNCTION citus.forget_dropped();
