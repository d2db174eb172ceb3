-- Whatever is behind, a step of the sequencer costs the same: it finds the oldest events by an index, where it used to
-- read and sort all of them. Rows come and go here at once, so vacuum comes by their number, not by a share of the table.

create index pending_order on pending (time, record, version);
alter table pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- One step: how many events it moved. Null where another sequencer is at work and `patient` is false.
create or replace function sequence_events(most integer, patient boolean) returns integer
language plpgsql security definer set search_path from current as $$
declare
  last bigint;
  moved integer;
begin
  perform from pending order by time, record, version limit 1;
  if not found then return 0; end if;
  if patient then
    perform pg_advisory_xact_lock(sequencer_lock());
  elsif not pg_try_advisory_xact_lock(sequencer_lock()) then
    return null;
  end if;
  select coalesce(max(sequence), 0) into last from log;
  with taken as (
    delete from pending where ctid = any (array(
      select p.ctid from pending p order by p.time, p.record, p.version limit most))
    returning time, record, version
  )
  insert into log (sequence, record, version)
    select last + row_number() over (order by time, record, version), record, version from taken;
  get diagnostics moved = row_count;
  return moved;
end $$;
