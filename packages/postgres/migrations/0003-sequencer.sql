-- The sequencer. One at a time takes committed events from `pending` and gives them their place in the log. A record's
-- events become visible in the order of their versions, for the record stays locked until each commit is seen.

-- The lock that makes it one at a time, in this schema of this database.
create function sequencer_lock() returns bigint language sql stable
  return hashtextextended('throughline sequencer ' || current_schema(), 0);

-- Where this database lives: another server, another timeline or another database is another home.
create function log_home() returns text language sql volatile
  return (select s.system_identifier::text from pg_control_system() s)
    || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
    || ' ' || (select d.oid::text from pg_database d where d.datname = current_database());

-- The log's id. A database that came back somewhere else (restored, copied or taken over) opens a new one, for a
-- follower's place in the old log may stand for other events here.
create function open_log() returns text language plpgsql security definer set search_path from current as $$
declare
  here text := log_home();
  known log_identity%rowtype;
begin
  insert into log_identity (id, home) values (gen_random_uuid()::text, here) on conflict do nothing;
  select * into known from log_identity;
  if known.home = here then return jsonb_build_object('log', known.id); end if;
  update log_identity set id = gen_random_uuid()::text, home = here where home = known.home;
  return (select jsonb_build_object('log', id, 'replaced', known.id) from log_identity);
end $$;

-- One step: how many events it moved. Null where another sequencer is at work and `patient` is false.
create function sequence_events(most integer, patient boolean) returns integer
language plpgsql security definer set search_path from current as $$
declare
  last bigint;
  moved integer;
begin
  if not exists (select from pending) then return 0; end if;
  if patient then
    perform pg_advisory_xact_lock(sequencer_lock());
  elsif not pg_try_advisory_xact_lock(sequencer_lock()) then
    return null;
  end if;
  select coalesce(max(sequence), 0) into last from log;
  with next as (
    select ctid from pending order by time, record, version limit most
  ), taken as (
    delete from pending p using next where p.ctid = next.ctid returning p.time, p.record, p.version
  )
  insert into log (sequence, record, version)
    select last + row_number() over (order by time, record, version), record, version from taken;
  get diagnostics moved = row_count;
  return moved;
end $$;
