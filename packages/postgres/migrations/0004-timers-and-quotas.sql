-- Timers as leased rows, quotas as counted rows. The clock is the database's.

-- Leases what is due, oldest first. What another worker holds is passed over, never waited for.
create function take_timers(of_kind text, most integer, lease_seconds double precision)
returns table (record text, name text, due text, lease text)
language sql security definer set search_path from current as $$
  with clock as materialized (
    select clock_timestamp() as at
  ), free as materialized (
    select t.record, t.name from timers t, clock
    where t.due <= instant(clock.at) and (t.leased_until is null or t.leased_until <= instant(clock.at))
      and (of_kind is null or t.kind = of_kind)
    order by t.due limit most for update of t skip locked
  ), taken as (
    update timers t set lease = gen_random_uuid()::text,
      leased_until = instant(clock.at + lease_seconds * interval '1 second')
    from free, clock where t.record = free.record and t.name = free.name
    returning t.record, t.name, t.due, t.lease
  )
  select taken.record, taken.name, taken.due, taken.lease from taken order by taken.due;
$$;

-- Forgets a timer that was dealt with. False where the lease was lost or the record set the timer anew.
create function finish_timer(of_record text, of_name text, at text, by_lease text) returns boolean
language plpgsql security definer set search_path from current as $$
begin
  delete from timers t where t.record = of_record and t.name = of_name and t.due = at and t.lease = by_lease;
  return found;
end $$;

-- Takes one grant. The row is counted under its lock, so no two callers get the same one.
create function take_quota(of_key text, most bigint, ends text)
returns table (granted boolean, remaining double precision, until text)
language plpgsql security definer set search_path from current as $$
declare
  now text collate "C" := instant(clock_timestamp());
  count quotas%rowtype;
begin
  insert into quotas as q (key, used, until) select of_key, 1, ends where most > 0 and ends > now
    on conflict (key) do update set
      used = case when q.until > now then q.used + 1 else 1 end,
      until = case when q.until > now then q.until else excluded.until end
    where q.until <= now or q.used < most
    returning * into count;
  if found then return query select true, (most - count.used)::double precision, count.until::text; return; end if;
  select * into count from quotas q where q.key = of_key and q.until > now;
  if not found then return query select false, 0::double precision, ends; return; end if;
  return query select false, greatest(0, most - count.used)::double precision, count.until::text;
end $$;
