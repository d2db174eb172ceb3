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

-- Takes away how a record was found: key by key, each by the primary key, however few rows the planner takes a table for.
create or replace function forget_lookups(address text, keys jsonb) returns void language plpgsql as $$
declare
  k jsonb;
begin
  for k in select * from jsonb_array_elements(keys) loop
    delete from lookups l
      where l.kind = split_part(address, '/', 1) and l.name = k ->> 'name' and l.value = k ->> 'value'
        and l.place = coalesce(k ->> 'order', '') and l.record = address;
  end loop;
end $$;

-- A worker finds what is due of its kind, however much is due of others.
create index timers_due_of_kind on timers (kind, due);

-- Leases what is due, oldest first. What another worker holds is passed over, never waited for. What is not yet due is
-- not looked at: the bound is one value, so that it bounds the walk through the index.
create or replace function take_timers(of_kind text, most integer, lease_seconds double precision)
returns table (record text, name text, due text, lease text)
language sql security definer set search_path from current as $$
  with clock as materialized (
    select at, instant(at) as now from clock_timestamp() at
  ), of_any as materialized (
    select t.record, t.name from timers t
    where of_kind is null and t.due <= (select now from clock)
      and (t.leased_until is null or t.leased_until <= (select now from clock))
    order by t.due limit most for update of t skip locked
  ), of_one as materialized (
    select t.record, t.name from timers t
    where t.kind = of_kind and t.due <= (select now from clock)
      and (t.leased_until is null or t.leased_until <= (select now from clock))
    order by t.due limit most for update of t skip locked
  ), taken as (
    update timers t set lease = gen_random_uuid()::text,
      leased_until = instant(clock.at + lease_seconds * interval '1 second')
    from (select * from of_any union all select * from of_one) free, clock
    where t.record = free.record and t.name = free.name
    returning t.record, t.name, t.due, t.lease
  )
  select taken.record, taken.name, taken.due, taken.lease from taken order by taken.due;
$$;
