-- One head per shard: the number and hash of its last event. Locked by every transaction that tells
-- something, so each lies on a page of its own (a full-page filler is put behind it and taken away
-- again): its updates stay on that page and are pruned there. There is one row for each shard, and
-- a service of another shard count refuses to start.
create table event_heads (
  shard    smallint not null,
  epoch    integer  not null default 1,
  sequence bigint   not null default 0,
  hash     bytea    not null default decode(repeat('00', 32), 'hex'),
  -- Why nothing may be told by this shard: Kafka knows another history than this database.
  closed   text,
  filler   text,
  constraint event_heads_have_a_shard check (shard between 0 and 15)
);
alter table event_heads alter column hash set storage plain;
alter table event_heads alter column filler set storage plain;

do $$
begin
  for number in 0..15 loop
    insert into event_heads (shard) values (number);
    insert into event_heads (shard, filler) values (number, repeat('x', 8000));
  end loop;
  delete from event_heads where filler is not null;
end $$;

alter table event_heads drop column filler;
alter table event_heads set (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 500,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 1000000000
);
-- No index on what changes, so that updates are heap-only.
create unique index event_heads_are_one_a_shard on event_heads (shard);

-- What was told and is not yet, or not long, published. The data are the bytes that were hashed.
create table outbox (
  shard       smallint    not null,
  sequence    bigint      not null,
  -- Machine time, for housekeeping and the age of what waits; the event's own time is an attribute.
  recorded_at timestamptz not null,
  id          uuid        not null,
  topic       text        not null,
  subject     text        not null,
  attributes  json        not null,
  data        bytea       not null,
  primary key (shard, sequence, recorded_at)
) partition by range (recorded_at);
alter table outbox alter column data set storage external;

create table outbox_other_days partition of outbox default;

-- How far the relay has come. A position that an operator moves back is taken up by the relay.
create table relay_positions (
  shard    smallint not null primary key,
  sequence bigint   not null default 0,
  rewind   bigint
) with (fillfactor = 50);
insert into relay_positions (shard) select generate_series(0, 15);

-- The service's own role may not make tables: these two run with the owner's rights. They can only
-- make days and drop what is published, so whoever may connect may call them.
create function outbox_make_days(first_day date, days integer) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
begin
  perform pg_advisory_xact_lock(hashtext('outbox days'));
  for number in 0..days - 1 loop
    day := first_day + number;
    if to_regclass('outbox_' || to_char(day, 'YYYYMMDD')) is null
       -- What lies in the default partition already, stays there.
       and not exists (
         select from outbox_other_days
         where recorded_at >= day::timestamp at time zone 'UTC'
           and recorded_at < (day + 1)::timestamp at time zone 'UTC')
    then
      execute format(
        'create table %I partition of outbox for values from (%L) to (%L)',
        'outbox_' || to_char(day, 'YYYYMMDD'),
        day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
    end if;
  end loop;
end $$;

-- Drops the days before this one of which everything is published; tells how many.
create function outbox_drop_days(before date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  part regclass;
  waiting boolean;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(hashtext('outbox days'));
  for part in
    select inhrelid::regclass
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'outbox'::regclass
      and relname ~ '^outbox_[0-9]{8}$'
      and to_date(right(relname, 8), 'YYYYMMDD') < before
  loop
    execute format(
      'select exists (select from %s o join relay_positions p using (shard)'
      || ' where o.sequence > least(p.sequence, p.rewind))', part)
      into waiting;
    if not waiting then
      execute format('drop table %s', part);
      dropped := dropped + 1;
    end if;
  end loop;
  delete from outbox_other_days o
  using relay_positions p
  where p.shard = o.shard
    and o.sequence <= least(p.sequence, p.rewind)
    and o.recorded_at < before::timestamp at time zone 'UTC';
  return dropped;
end $$;
