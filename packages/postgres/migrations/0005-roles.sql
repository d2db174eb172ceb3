-- What an application may do: read, and call the functions above. It can neither update nor delete an event or a place
-- in the log, nor write any table by itself.

create function grant_application(role_name text) returns void language plpgsql set search_path from current as $$
begin
  execute format('grant usage on schema %I to %I', current_schema(), role_name);
  execute format('grant select on all tables in schema %I to %I', current_schema(), role_name);
  execute format('grant execute on function instant(timestamptz), commit_changes(jsonb), earlier_commit(jsonb), open_log(),
    sequence_events(integer, boolean), take_timers(text, integer, double precision),
    finish_timer(text, text, text, text), take_quota(text, bigint, text) to %I', role_name);
end $$;

do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
  execute format('revoke all on schema %I from public', current_schema());
end $$;
