-- The log: one row a leaf, in the order of its index. Nothing is ever updated or deleted; what is
-- searched by is generated from the attributes, so that it cannot tell another story than they do.
create function instant_of(text) returns timestamptz
  language sql immutable strict parallel safe return $1::timestamptz;

create table log_entries (
  leaf_index bigint primary key,
  leaf bytea not null,
  topic text not null,
  partition integer not null,
  log_offset bigint not null,
  -- Of an event; absent for bytes that could not be read, which lie in the quarantine.
  attributes jsonb,
  data bytea,
  salt bytea,
  logged_at timestamptz not null,
  event_id uuid generated always as ((attributes ->> 'id')::uuid) stored,
  type text generated always as (attributes ->> 'type') stored,
  correlation_id text generated always as (attributes ->> 'correlationid') stored,
  force text generated always as (attributes ->> 'force') stored,
  told_at timestamptz generated always as (instant_of(attributes ->> 'time')) stored,
  service text generated always as (split_part(attributes ->> 'source', '/', 2)) stored,
  shard integer generated always as (split_part(attributes ->> 'source', '/', 3)::integer) stored,
  sequence bigint generated always as ((attributes ->> 'sequence')::bigint) stored,
  constraint a_record_is_logged_once unique (topic, partition, log_offset),
  constraint an_event_has_attributes_and_salt check ((attributes is null) = (salt is null))
);

create index log_entries_by_request on log_entries (correlation_id, leaf_index);
create index log_entries_by_number on log_entries (service, shard, sequence);
create index log_entries_by_event on log_entries (event_id);
create index log_entries_by_type on log_entries (type, leaf_index);
create index log_entries_by_force on log_entries (force, leaf_index) where force is not null;

-- Records that told again what is logged already: kept so that every offset is accounted for.
create table log_repeats (
  topic text not null,
  partition integer not null,
  log_offset bigint not null,
  leaf_index bigint not null,
  primary key (topic, partition, log_offset)
);

-- What does not fit although it was logged: a number told twice, a link that does not hold.
create table log_irregularities (
  leaf_index bigint not null,
  kind text not null constraint irregularities_are_of_a_known_kind
    check (kind in ('number-told-twice', 'link-broken')),
  explanation text not null,
  noted_at timestamptz not null,
  primary key (leaf_index, kind)
);

-- The tree: the head is locked by whoever appends; tiles change only until they are full.
create table log_head (
  only_one boolean primary key default true constraint there_is_one_log check (only_one),
  size bigint not null,
  subtree_roots bytea not null
) with (fillfactor = 10);

insert into log_head (size, subtree_roots) values (0, '');

create table log_tiles (
  level integer not null,
  index bigint not null,
  hashes bytea not null,
  primary key (level, index)
);

alter table log_tiles alter column hashes set storage external;

-- The producers: how far each shard has told its numbers, and which are missing.
create table producers (
  service text not null,
  shard integer not null,
  epoch integer not null,
  highest bigint not null,
  head_hash text not null,
  told_at timestamptz not null,
  primary key (service, shard)
) with (fillfactor = 50);

create table gaps (
  service text not null,
  shard integer not null,
  first bigint not null,
  last bigint not null,
  opened_at timestamptz not null,
  alarmed_at timestamptz,
  closed_at timestamptz,
  primary key (service, shard, first),
  constraint only_what_was_alarmed_is_kept_closed check (closed_at is null or alarmed_at is not null)
);

create index gaps_that_are_open on gaps (opened_at) where closed_at is null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is logged is never changed' using errcode = 'restrict_violation';
end
$$;

create trigger log_entries_never_change before update or delete or truncate on log_entries
  for each statement execute function refuse_change();
create trigger log_repeats_never_change before update or delete or truncate on log_repeats
  for each statement execute function refuse_change();
create trigger log_irregularities_never_change
  before update or delete or truncate on log_irregularities
  for each statement execute function refuse_change();

-- The application's own role has no such rights either, wherever it is not the owner.
do $$
declare
  grantee text;
begin
  for grantee in
    select distinct rolname from pg_roles r
    where rolname <> current_user and not rolsuper
      and has_table_privilege(r.oid, 'log_entries', 'insert')
  loop
    execute format(
      'revoke update, delete, truncate on log_entries, log_repeats, log_irregularities from %I',
      grantee);
    execute format('revoke update, delete, truncate on quarantine from %I', grantee);
  end loop;
end
$$;
