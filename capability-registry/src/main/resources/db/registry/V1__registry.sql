-- The platform makes the extension; a database whose owner may do so makes its own.
do $$
begin
  if not exists (select from pg_extension where extname = 'btree_gist') then
    create extension btree_gist;
  end if;
end
$$;

create table forces (
  id text primary key,
  state text not null,
  version bigint not null
);

create table home_covers (
  id text primary key,
  force text not null,
  capability text not null,
  state text not null,
  version bigint not null,
  unique (force, capability)
);

create table capabilities (
  code text primary key,
  state text not null,
  version bigint not null
);

create table assets (
  id uuid primary key,
  owner text not null,
  capability text not null,
  listed boolean not null,
  state text not null,
  version bigint not null
);

create index assets_by_owner on assets (owner, capability, id);
create index assets_by_capability on assets (capability, id);

-- All that takes an asset's time: promises to requests with their travel, preparation and rest, and
-- times at which the owner does not lend. A row that takes no time any more has no range.
create table bookings (
  id uuid primary key,
  asset_id uuid not null,
  kind text not null check (kind in ('promise', 'unavailability')),
  request_id uuid,
  state text not null,
  blocked_from timestamptz,
  blocked_until timestamptz,
  blocked tstzrange generated always as (tstzrange(blocked_from, blocked_until)) stored,
  -- False where a fact that nobody may refuse overlaps a promise: an owner's unavailability, or the
  -- rest after an overdue deployment. Holds and commitments are always guarded.
  guarded boolean not null,
  deployed_since timestamptz,
  deployed boolean not null,
  version bigint not null,
  constraint bookings_have_a_whole_range check (
    (blocked_from is null) = (blocked_until is null) and (blocked_from < blocked_until) is not false),
  constraint bookings_guard_a_range check (blocked_from is not null or not guarded),
  constraint bookings_do_not_overlap
    exclude using gist (asset_id with =, blocked with &&) where (guarded)
);

create index bookings_by_asset on bookings (asset_id, blocked_until) where blocked_until is not null;
create index bookings_by_asset_and_id on bookings (asset_id, kind, id);

create table availabilities (
  asset_id uuid primary key,
  availability text not null,
  as_of timestamptz not null,
  until timestamptz
);

-- On which law a request asks, as the broker told it.
create table request_bases (
  request_id uuid primary key,
  legal_basis text not null
);

create table seeds (
  name text primary key
);
