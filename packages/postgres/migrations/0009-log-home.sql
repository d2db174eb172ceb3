-- A dump that is put back into the very database it came from finds the same server and the same database there, but not
-- the same tables: they were made anew. So a home is also which `log_identity` it is.

update log_identity set home = home || ' ' || 'log_identity'::regclass::oid where home = log_home();

create or replace function log_home() returns text language sql volatile
  return (select s.system_identifier::text from pg_control_system() s)
    || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
    || ' ' || (select d.oid::text from pg_database d where d.datname = current_database())
    || ' ' || (select c.oid::text from pg_class c where c.relname = 'log_identity'
      and c.relnamespace = current_schema()::regnamespace);
