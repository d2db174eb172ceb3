-- A commit in one round trip. What a caller expects to be refused comes back as {"refused": code, "details": {…}}, before
-- anything is written. What is only seen while writing is raised, which undoes everything: TL001 a unique value is taken,
-- TL002 the same commit came twice at once, TL004 a record has appeared, TL005 the deadline passed in the meantime.

-- The reply of the commit under this idempotency key, or of an earlier attempt of this commit whose reply was lost.
create function earlier_commit(request jsonb) returns text
language plpgsql security definer set search_path from current as $$
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

-- Takes back the places held for new records, and says why nothing was written, unless it was written before.
create function refuse_commit(request jsonb, held text[], code text, details jsonb) returns text language plpgsql as $$
begin
  delete from records where record = any (held) and version = 0;
  return coalesce(earlier_commit(request), jsonb_build_object('refused', code, 'details', details)::text);
end $$;

-- Ends a commit that was to make a record which is there by now.
create function refuse_new(address text, actual integer) returns void language plpgsql as $$
begin
  raise exception 'A record has appeared.' using errcode = 'TL004',
    detail = json_build_object('record', address, 'expected', 0, 'actual', actual);
end $$;

-- The hashes of a change's events: SHA-256 of the previous hash, the event's digest, the time and, for the last event, the
-- digest of the state.
create function event_hashes(previous text, change jsonb, at text) returns text[] language plpgsql immutable as $$
declare
  digests constant jsonb := change -> 'digests';
  last constant integer := jsonb_array_length(digests) - 1;
  time constant bytea := convert_to(at, 'UTF8');
  hashes text[] := '{}';
begin
  for step in 0 .. last - 1 loop
    previous := encode(sha256(decode(previous || (digests ->> step), 'hex') || time), 'hex');
    hashes[step + 1] := previous;
  end loop;
  hashes[last + 1] := encode(sha256(
    decode(previous || (digests ->> last), 'hex') || time || decode(change ->> 'stateDigest', 'hex')), 'hex');
  return hashes;
end $$;

-- Takes away how a record was found.
create function forget_lookups(address text, keys jsonb) returns void language plpgsql as $$
begin
  delete from lookups l using jsonb_array_elements(keys) k
    where l.kind = split_part(address, '/', 1) and l.name = k ->> 'name' and l.value = k ->> 'value'
      and l.place = coalesce(k ->> 'order', '') and l.record = address;
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
    raise exception 'A unique value is taken.' using errcode = 'TL001', detail = json_build_object('name', missing);
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

-- The commit. `locks` is [address, expected version, number of its change or null] in order of address, and is taken in
-- this order, so that no two commits wait for each other. What must not exist is locked by a place of version 0. The last
-- lock, where it is for a new record, is taken by writing that record. The clock is read once, after all the others; and
-- again if the new record's place was held, for then somebody may have been waited for.
create function commit_changes(request jsonb) returns text
language plpgsql security definer set search_path from current as $$
declare
  locks constant jsonb := request -> 'locks';
  most constant integer := jsonb_array_length(locks) - 1;
  lock jsonb;
  change jsonb;
  address text;
  expected integer;
  at integer;
  count integer;
  known record;
  is_new boolean := false;
  held text[] := '{}';
  heads text[] := '{}';
  keys_before text[] := '{}';
  timers_before text[] := '{}';
  now text collate "C" := '';
  hashes text[];
  moved jsonb;
  replies text[] := '{}';
  reply text;
begin
  if current_setting('synchronous_commit') = 'off' or current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'This connection has an unsafe setting.' using errcode = 'TL003';
  end if;
  if request ? 'key' then
    reply := earlier_commit(request);
    if reply is not null then return reply; end if;
  end if;

  for place in 0 .. most loop
    lock := locks -> place;
    address := lock ->> 0;
    expected := (lock ->> 1)::integer;
    at := (lock ->> 2)::integer;
    is_new := place = most and expected = 0 and at is not null;
    exit when is_new;
    if expected = 0 then
      insert into records (record) values (address) on conflict do nothing;
      if found then held := held || address; end if;
    end if;
    if at is null then
      select version into known from records where record = address for share;
    else
      select version, head, keys, timers, changed_at into known from records where record = address for no key update;
    end if;
    if known.version is distinct from expected then
      return refuse_commit(request, held, 'ledger/conflict',
        jsonb_build_object('record', address, 'expected', expected, 'actual', coalesce(known.version, 0)));
    end if;
    if at is not null then
      heads[at] := known.head;
      keys_before[at] := known.keys;
      timers_before[at] := known.timers;
      now := greatest(now, known.changed_at);
    end if;
  end loop;

  now := greatest(now, instant(clock_timestamp()));
  if is_new and (now >= request ->> 'before' or now < request ->> 'notBefore') then
    select version into known from records where record = address;
    if known.version > 0 then
      return refuse_commit(request, held, 'ledger/conflict',
        jsonb_build_object('record', address, 'expected', 0, 'actual', known.version));
    end if;
  end if;
  if now >= request ->> 'before' then
    return refuse_commit(request, held, 'ledger/too-late', jsonb_build_object('before', request -> 'before'));
  end if;
  if now < request ->> 'notBefore' then
    return refuse_commit(request, held, 'ledger/too-early', jsonb_build_object('notBefore', request -> 'notBefore'));
  end if;

  for place in reverse most .. 0 loop
    lock := locks -> place;
    at := (lock ->> 2)::integer;
    continue when at is null;
    address := lock ->> 0;
    expected := (lock ->> 1)::integer;
    change := request -> 'changes' -> at;
    count := jsonb_array_length(change -> 'bodies');
    hashes := event_hashes(coalesce(heads[at], repeat('0', 64)), change, now);

    if is_new and place = most then
      insert into records (record, partition, version, law, state, keys, timers, head, state_digest, changed_at)
        values (address, change ->> 'partition', count, (change ->> 'law')::integer, change ->> 'state', change ->> 'keys',
          change ->> 'timers', hashes[count], change ->> 'stateDigest', now)
        on conflict do nothing;
      is_new := found;
      if not is_new then
        select version into known from records where record = address for no key update;
        if known.version > 0 then perform refuse_new(address, known.version); end if;
        now := greatest(now, instant(clock_timestamp()));
        hashes := event_hashes(repeat('0', 64), change, now);
      end if;
      if instant(clock_timestamp()) >= request ->> 'before' then
        raise exception 'The deadline has passed.' using errcode = 'TL005',
          detail = json_build_object('before', request -> 'before');
      end if;
    end if;
    if place < most or not is_new then
      update records set partition = case when version = 0 then change ->> 'partition' else partition end,
        version = expected + count, law = (change ->> 'law')::integer, state = change ->> 'state',
        keys = change ->> 'keys', timers = change ->> 'timers', head = hashes[count],
        state_digest = change ->> 'stateDigest', changed_at = now
        where record = address;
    end if;

    if count = 1 then
      insert into events (record, version, body, time, hash, state_digest, attempt)
        values (address, expected + 1, change -> 'bodies' ->> 0, now, hashes[1], change ->> 'stateDigest',
          (request ->> 'attempt')::uuid);
      insert into pending (time, record, version) values (now, address, expected + 1);
    else
      insert into events (record, version, body, time, hash, state_digest, attempt)
        select address, expected + e.step, e.body, now, hashes[e.step],
          case when e.step = count then change ->> 'stateDigest' end, (request ->> 'attempt')::uuid
        from jsonb_array_elements_text(change -> 'bodies') with ordinality as e (body, step);
      insert into pending (time, record, version) select now, address, expected + s from generate_series(1, count) s;
    end if;

    if coalesce(keys_before[at], '[]') <> change ->> 'keys' then
      moved := coalesce(moved, '[]') || change;
      perform forget_lookups(address, keys_before[at]::jsonb);
    end if;
    if coalesce(timers_before[at], '[]') <> '[]' or change ->> 'timers' <> '[]' then perform write_timers(change); end if;
    replies[at] := format('{"record":"%s","version":%s,"head":"%s"}', address, expected + count, hashes[count]);
  end loop;
  if moved is not null then perform write_lookups(moved); end if;

  reply := '{"time":"' || now || '","records":[' || array_to_string(replies, ',') || ']}';
  if request ? 'key' then
    insert into commits (key, fingerprint, reply) values (request ->> 'key', request ->> 'fingerprint', reply)
      on conflict do nothing;
    if not found then raise exception 'The same commit came twice at once.' using errcode = 'TL002'; end if;
  end if;
  return left(reply, -1) || ',"replayed":false}';
end $$;
