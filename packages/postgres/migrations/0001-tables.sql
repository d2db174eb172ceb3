-- Everything a store keeps. Texts that are compared or put in order are COLLATE "C": by code point, on every machine.
-- State, keys, timers and events are canonical JSON as text, byte for byte as it was hashed.
-- An instant is a text such as 2026-11-23T10:00:00.000Z, so that text order is time order.

create function instant(at timestamptz) returns text language sql stable
  return to_char(date_trunc('milliseconds', at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- What each record is now. Version 0 holds the place of a record that does not exist, so that it can be locked.
create table records (
  record       text collate "C" primary key,
  partition    text not null default '',
  version      integer not null default 0,
  law          integer not null default 0,
  state        text not null default '{}',
  keys         text not null default '[]',
  timers       text not null default '[]',
  head         text not null default repeat('0', 64),
  state_digest text not null default '',
  changed_at   text collate "C" not null default ''
) with (fillfactor = 80);

-- What happened to each record. Written once.
create table events (
  record       text collate "C" not null,
  version      integer not null,
  body         text not null,
  time         text collate "C" not null,
  hash         text not null,
  state_digest text,
  attempt      uuid,
  primary key (record, version)
);

-- How records are found.
create table lookups (
  kind      text collate "C" not null,
  name      text collate "C" not null,
  value     text collate "C" not null,
  place     text collate "C" not null,
  record    text collate "C" not null,
  is_unique boolean not null,
  primary key (kind, name, value, place, record)
);
create unique index lookups_unique on lookups (kind, name, value) where is_unique;

-- What must happen later, and who is at it.
create table timers (
  record       text collate "C" not null,
  name         text collate "C" not null,
  kind         text collate "C" not null,
  due          text collate "C" not null,
  lease        text,
  leased_until text collate "C",
  primary key (record, name)
);
create index timers_due on timers (due);

-- What is counted, until when.
create table quotas (
  key   text collate "C" primary key,
  used  integer not null,
  until text collate "C" not null
);

-- Which commit an idempotency key stands for. Kept for ever: an offline branch may come back after a year.
create table commits (
  key         text collate "C" primary key,
  fingerprint text not null,
  reply       text not null
);

-- Committed events that have no place in the log yet.
create table pending (
  time    text collate "C" not null,
  record  text collate "C" not null,
  version integer not null
);

-- The one order of all events. Written once, without a gap.
create table log (
  sequence bigint primary key,
  record   text collate "C" not null,
  version  integer not null
);

-- Which log it is, and the database it was written in.
create table log_identity (
  only_one boolean primary key default true check (only_one),
  id       text not null,
  home     text not null
);
