-- A commit in one round trip. Refusals that a caller expects come back as {"refused": code, "details": {…}} and leave
-- nothing behind. What is only seen after the first write is raised, which undoes everything.

-- The reply of the commit under this idempotency key, or of an earlier attempt of this commit whose reply was lost.
create function earlier_commit(request jsonb) returns text language plpgsql as $$
declare
  known record;
  first jsonb := request -> 'changes' -> 0;
begin
  if request ? 'key' then
    select fingerprint, reply into known from commits where key = request ->> 'key';
    if known.fingerprint <> request ->> 'fingerprint' then
      return '{"refused":"ledger/key-reused","details":{}}';
    end if;
    return known.reply;
  end if;
  perform from events where record = first ->> 'record' and version = (first ->> 'expected')::integer + 1
    and attempt = (request ->> 'attempt')::uuid;
  if not found then return null; end if;
  return (
    select jsonb_build_object('time', max(e.time), 'records', jsonb_agg(
      jsonb_build_object('record', e.record, 'version', e.version, 'head', e.hash) order by c.place))
    from jsonb_array_elements(request -> 'changes') with ordinality as c (change, place)
    join events e on e.record = c.change ->> 'record'
      and e.version = (c.change ->> 'expected')::integer + jsonb_array_length(c.change -> 'bodies'));
end $$;

-- Gives up the places held for records that do not exist, and says why nothing was written.
create function refuse_commit(request jsonb, placed text[], code text, details jsonb) returns text
language plpgsql as $$
begin
  delete from records where record = any (placed) and version = 0;
  return coalesce(earlier_commit(request), jsonb_build_object('refused', code, 'details', details)::text);
end $$;

-- Writes how changed records are found from now on; what they held before is gone already. In order of value, so that
-- two commits never wait for each other.
create function write_lookups(changes jsonb) returns void language plpgsql as $$
declare
  missing text;
begin
  with wanted as materialized (
    select split_part(c ->> 'record', '/', 1) as kind, k ->> 'name' as name, k ->> 'value' as value,
      coalesce(k ->> 'order', '') as place, c ->> 'record' as record, coalesce((k ->> 'unique')::boolean, false) as is_unique
    from jsonb_array_elements(changes) c, jsonb_array_elements((c ->> 'keys')::jsonb) k
  ), written as (
    insert into lookups select * from wanted order by kind collate "C", name collate "C", value collate "C"
    on conflict do nothing returning kind, name, value, record
  )
  select w.name into missing from wanted w
    where not exists (select from written t where (t.kind, t.name, t.value, t.record) = (w.kind, w.name, w.value, w.record))
    limit 1;
  if found then
    raise exception 'A unique value is taken.' using errcode = 'TL001', detail = missing;
  end if;
end $$;

-- Writes what must happen later. A timer that keeps its due time keeps its lease.
create function write_timers(change jsonb) returns void language plpgsql as $$
declare
  address text := change ->> 'record';
  wanted jsonb := (change ->> 'timers')::jsonb;
begin
  delete from timers t where t.record = address
    and not exists (select from jsonb_array_elements(wanted) w where w ->> 'name' = t.name);
  insert into timers (record, name, kind, due)
    select address, w ->> 'name', split_part(address, '/', 1), w ->> 'due' from jsonb_array_elements(wanted) w order by 2
    on conflict (record, name) do update set due = excluded.due, lease = null, leased_until = null
    where timers.due <> excluded.due;
end $$;

-- The commit. `locks` is [address, version, number of its change or null], in order of address; the clock is read after
-- the last lock, and every condition is checked before anything is written.
create function commit_changes(request jsonb) returns text
language plpgsql security definer set search_path from current as $$
declare
  lock jsonb;
  address text;
  expected integer;
  known record;
  placed text[] := '{}';
  heads text[] := '{}';
  keys_before text[] := '{}';
  timers_before text[] := '{}';
  now text collate "C" := '';
  change jsonb;
  count integer;
  previous text;
  hashes text[];
  moved jsonb := '[]';
  reply text;
  at integer;
begin
  if current_setting('synchronous_commit') = 'off' or current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'This connection has an unsafe setting.' using errcode = 'TL003';
  end if;
  if request ? 'key' then
    reply := earlier_commit(request);
    if reply is not null then return reply; end if;
  end if;

  for lock in select jsonb_array_elements(request -> 'locks') loop
    address := lock ->> 0;
    expected := (lock ->> 1)::integer;
    at := (lock ->> 2)::integer;
    if expected = 0 then
      insert into records (record) values (address) on conflict do nothing;
      if found then placed := placed || address; end if;
    end if;
    if at is null then
      select version into known from records where record = address for share;
    else
      select version, head, keys, timers, changed_at into known from records where record = address for no key update;
    end if;
    if known.version is distinct from expected then
      return refuse_commit(request, placed, 'ledger/conflict',
        jsonb_build_object('record', address, 'expected', expected, 'actual', coalesce(known.version, 0)));
    end if;
    if at is not null then
      heads[at] := known.head;
      keys_before[at] := known.keys;
      timers_before[at] := known.timers;
      if known.changed_at > now then now := known.changed_at; end if;
    end if;
  end loop;

  now := greatest(now, instant(clock_timestamp()));
  if now >= request ->> 'before' then
    return refuse_commit(request, placed, 'ledger/too-late', jsonb_build_object('before', request -> 'before'));
  end if;
  if now < request ->> 'notBefore' then
    return refuse_commit(request, placed, 'ledger/too-early', jsonb_build_object('notBefore', request -> 'notBefore'));
  end if;

  reply := null;
  for at in 0 .. jsonb_array_length(request -> 'changes') - 1 loop
    change := request -> 'changes' -> at;
    address := change ->> 'record';
    expected := (change ->> 'expected')::integer;
    count := jsonb_array_length(change -> 'bodies');
    previous := heads[at];
    hashes := '{}';
    for step in 0 .. count - 1 loop
      previous := encode(sha256(decode(previous || (change -> 'digests' ->> step), 'hex') || convert_to(now, 'UTF8')
        || case when step = count - 1 then decode(change ->> 'stateDigest', 'hex') else '' end), 'hex');
      hashes := hashes || previous;
    end loop;

    insert into events (record, version, body, time, hash, state_digest, attempt)
      select address, expected + e.step, e.body, now, hashes[e.step],
        case when e.step = count then change ->> 'stateDigest' end, (request ->> 'attempt')::uuid
      from jsonb_array_elements_text(change -> 'bodies') with ordinality as e (body, step);
    insert into pending (time, record, version) select now, address, expected + step from generate_series(1, count) step;
    update records set partition = case when version = 0 then change ->> 'partition' else partition end,
      version = expected + count, law = (change ->> 'law')::integer, state = change ->> 'state', keys = change ->> 'keys',
      timers = change ->> 'timers', head = previous, state_digest = change ->> 'stateDigest', changed_at = now
      where record = address;

    if keys_before[at] <> change ->> 'keys' then
      moved := moved || change;
      delete from lookups l using jsonb_array_elements(keys_before[at]::jsonb) k
        where l.kind = split_part(address, '/', 1) and l.name = k ->> 'name' and l.value = k ->> 'value'
          and l.place = coalesce(k ->> 'order', '') and l.record = address;
    end if;
    if timers_before[at] <> '[]' or change ->> 'timers' <> '[]' then perform write_timers(change); end if;
    reply := concat_ws(',', reply, jsonb_build_object('record', address, 'version', expected + count, 'head', previous));
  end loop;
  if moved <> '[]' then perform write_lookups(moved); end if;

  reply := format('{"time":"%s","records":[%s]}', now, reply);
  if request ? 'key' then
    insert into commits (key, fingerprint, reply) values (request ->> 'key', request ->> 'fingerprint', reply)
      on conflict do nothing;
    if not found then raise exception 'The same commit came twice at once.' using errcode = 'TL002'; end if;
  end if;
  return left(reply, -1) || ',"replayed":false}';
end $$;
