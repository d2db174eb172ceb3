-- A dump that is put back into the very database it came from finds the same server and the same database there, but not
-- the same tables: they were made anew. So a home is also which `log_identity` it is.

update log_identity set home = home || ' ' || 'log_identity'::regclass::oid where home = log_home();

create or replace function log_home() returns text language sql volatile
  return (select s.system_identifier::text from pg_control_system() s)
    || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
    || ' ' || (select d.oid::text from pg_database d where d.datname = current_database())
    || ' ' || (select c.oid::text from pg_class c where c.relname = 'log_identity'
      and c.relnamespace = current_schema()::regnamespace);

-- The commit, as before, but for the deadline, which is looked at once more when everything is written: a unique value or
-- a key may have been waited for until it had passed. `locks` is [address, expected version, number of its change or null]
-- in order of address, and is taken in this order, so that no two commits wait for each other. What must not exist is
-- locked by a place of version 0. The last lock, where it is for a new record, is taken by writing that record. The clock
-- is read once, after all the others; and again if the new record's place was held, for then somebody may have been waited for.
create or replace function commit_changes(request jsonb) returns text
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
  if instant(clock_timestamp()) >= request ->> 'before' then
    raise exception 'The deadline has passed.' using errcode = 'TL005',
      detail = json_build_object('before', request -> 'before');
  end if;
  return left(reply, -1) || ',"replayed":false}';
end $$;
