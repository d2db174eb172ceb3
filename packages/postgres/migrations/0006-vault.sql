-- One key for each subject, wrapped before it comes here. A destroyed key leaves its row as a tombstone for ever: the
-- wrapped key is overwritten, no statement of ours updates or deletes the row again, and a trigger refuses whoever tries.

create table vault (
  subject      text collate "C" primary key,
  key_id       text,
  wrap         text,
  wrapped      text,
  destroyed_at text collate "C",
  constraint vault_key_or_tombstone check (
    case when destroyed_at is null then key_id is not null and wrap is not null and wrapped is not null
      else key_id is null and wrap is null and wrapped is null end),
  constraint vault_instant check (destroyed_at ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'),
  constraint vault_reserved check (destroyed_at is null or left(subject, 1) <> '~')
);
create index vault_tombstones on vault (subject) where destroyed_at is not null;

create function keep_tombstone() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.destroyed_at is null then return new; end if;
  raise exception 'A key is destroyed, not removed, and its tombstone stays.' using errcode = 'TL006';
end $$;
create trigger keep_tombstones before update or delete on vault for each row execute function keep_tombstone();
create trigger keep_all before truncate on vault execute function keep_tombstone();

-- Neither a key that sealed something nor a tombstone may be lost after it was acknowledged.
create function check_connection() returns void language plpgsql as $$
begin
  if current_setting('synchronous_commit') = 'off' or current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'This connection has an unsafe setting.' using errcode = 'TL003';
  end if;
end $$;

-- The subject's row: the one that is there, or else this one. Whoever comes second gets the first one's.
create function keep_key(of_subject text, new_id text, by_wrap text, new_wrapped text)
returns table (key_id text, wrap text, wrapped text, destroyed_at text)
language plpgsql security definer set search_path from current as $$
begin
  perform check_connection();
  insert into vault (subject, key_id, wrap, wrapped) values (of_subject, new_id, by_wrap, new_wrapped)
    on conflict do nothing;
  return query select v.key_id, v.wrap, v.wrapped, v.destroyed_at::text from vault v where v.subject = of_subject;
end $$;

-- Destroys the key, also where there was none. Says when it was destroyed first.
create function destroy_key(of_subject text, at text) returns text
language plpgsql security definer set search_path from current as $$
begin
  perform check_connection();
  insert into vault as v (subject, destroyed_at) values (of_subject, coalesce(at, instant(clock_timestamp())))
    on conflict (subject) do update
    set key_id = null, wrap = null, wrapped = null, destroyed_at = excluded.destroyed_at
    where v.destroyed_at is null;
  return (select v.destroyed_at from vault v where v.subject = of_subject);
end $$;

create or replace function grant_application(role_name text) returns void
language plpgsql set search_path from current as $$
begin
  execute format('grant usage on schema %I to %I', current_schema(), role_name);
  execute format('grant select on all tables in schema %I to %I', current_schema(), role_name);
  execute format('grant execute on function instant(timestamptz), commit_changes(jsonb), earlier_commit(jsonb), open_log(),
    sequence_events(integer, boolean), take_timers(text, integer, double precision),
    finish_timer(text, text, text, text), take_quota(text, bigint, text), keep_key(text, text, text, text),
    destroy_key(text, text) to %I', role_name);
end $$;

do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;
