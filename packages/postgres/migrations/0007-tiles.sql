-- The transparency log's trees, as tiles: the hashes of up to 256 neighbouring nodes in one row. Bytes travel as base64.

-- Each log's tree, and of how many leaves its tiles are known to be whole.
create table trees (
  id   integer generated always as identity primary key,
  log  text collate "C" not null unique,
  size bigint not null default 0
);

-- The tiles, 32 bytes a hash. Written wider until they are full, then never again.
create table tiles (
  tree   integer not null,
  level  integer not null,
  number bigint not null,
  hashes bytea not null,
  primary key (tree, level, number)
);

-- Where each leaf stands.
create table leaves (
  tree  integer not null,
  leaf  bytea not null,
  place bigint not null,
  primary key (tree, leaf)
);

-- The last signed document, beside the one that is kept outside.
create table kept_head (
  only_one boolean primary key default true check (only_one),
  place    bigint not null,
  document text not null
);

-- The tiles in a list as it travels.
create function tiles_in(list jsonb) returns table (level integer, number bigint, hashes bytea) language sql immutable
begin atomic
  select g.level, g.number, decode(g.hashes, 'base64')
    from jsonb_to_recordset(list) as g (level integer, number bigint, hashes text);
end;

-- Keeps the tiles that are wider than those that are there, then the size. False, with nothing written, where one that is
-- there begins otherwise. One at a time for each tree: its row is locked first.
create function grow_tree(of_log text, grown jsonb, upto bigint) returns boolean
language plpgsql security definer set search_path from current as $$
declare
  of_tree integer;
begin
  insert into trees (log) values (of_log) on conflict do nothing;
  select id into of_tree from trees where log = of_log for update;
  if exists (
    select from tiles_in(grown) g
    join tiles t on t.tree = of_tree and t.level = g.level and t.number = g.number
    where substr(t.hashes, 1, length(g.hashes)) <> substr(g.hashes, 1, length(t.hashes))
  ) then
    return false;
  end if;
  insert into leaves (tree, leaf, place)
    select of_tree, substr(g.hashes, 32 * at + 1, 32), g.number * 256 + at
    from tiles_in(grown) g
    left join tiles t on t.tree = of_tree and t.level = 0 and t.number = g.number
    cross join lateral generate_series(coalesce(length(t.hashes), 0) / 32, length(g.hashes) / 32 - 1) at
    where g.level = 0
    on conflict do nothing;
  insert into tiles (tree, level, number, hashes)
    select of_tree, g.level, g.number, g.hashes from tiles_in(grown) g
    on conflict (tree, level, number) do update set hashes = excluded.hashes
    where length(excluded.hashes) > length(tiles.hashes);
  update trees set size = upto where id = of_tree and size < upto;
  return true;
end $$;

-- Keeps a signed document if what is there now is still what the caller saw; null: nothing.
create function keep_head(at bigint, text_of text, instead_at bigint, instead_of text) returns boolean
language plpgsql security definer set search_path from current as $$
begin
  if instead_at is null then
    insert into kept_head (place, document) values (at, text_of) on conflict do nothing;
  else
    update kept_head set place = at, document = text_of where place = instead_at and document = instead_of;
  end if;
  return found;
end $$;

-- What an application may do, with the above.
alter function grant_application(text) rename to grant_without_tiles;
create function grant_application(role_name text) returns void language plpgsql set search_path from current as $$
begin
  perform grant_without_tiles(role_name);
  execute format('grant execute on function grow_tree(text, jsonb, bigint), keep_head(bigint, text, bigint, text) to %I',
    role_name);
end $$;

do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;
