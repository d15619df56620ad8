-- Our own copy of what the registry told: who has what, and when it is free.
create table pool_forces (
  force text primary key,
  entry text not null
);

create table pool_floors (
  force text not null,
  capability text not null,
  least int not null,
  primary key (force, capability)
);

create table pool_capabilities (
  code text primary key,
  version int not null,
  retired boolean not null,
  capability text not null
);

create table pool_assets (
  asset_id uuid primary key,
  capability text not null,
  owner text not null,
  withdrawn boolean not null,
  asset text not null,
  accreditations text not null
);

create index pool_assets_by_capability on pool_assets (capability) where not withdrawn;

-- Time that is taken: bookings, and what the owner cannot lend. Both are half-open.
create table pool_times (
  asset_id uuid not null,
  time_id uuid not null,
  kind text not null check (kind in ('booking', 'unavailability')),
  taken_from timestamptz not null,
  taken_until timestamptz not null,
  primary key (asset_id, time_id)
);

create index pool_times_by_end on pool_times (asset_id, taken_until);
