-- How far the service has read each partition. The loop locks, compares and advances the row in one
-- statement inside the transaction of the event, so an event and its position commit together.
create table event_offsets (
  topic text not null,
  partition integer not null,
  next_offset bigint not null check (next_offset >= 0),
  topic_id text not null,
  leader_epoch integer,
  last_sequence bigint not null default 0,
  primary key (topic, partition)
) with (fillfactor = 10, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0);

-- One row a parked key, locked by the loop and by replay alike.
create table parked_keys (
  topic text not null,
  key text not null,
  reason text not null constraint parked_for_a_known_reason check (reason in ('failed', 'too-early')),
  waits_for text constraint only_the_too_early_wait check ((reason = 'too-early') = (waits_for is not null)),
  since timestamptz not null,
  attempts integer not null default 1,
  next_try timestamptz not null,
  last_error text not null,
  primary key (topic, key)
);

create index parked_keys_by_what_they_wait_for on parked_keys (waits_for) where waits_for is not null;

create table parked_events (
  topic text not null,
  key text not null,
  sequence bigint not null,
  partition integer not null,
  log_offset bigint not null,
  event_id uuid not null,
  type text not null,
  attributes bytea not null,
  data bytea not null,
  parked_at timestamptz not null,
  primary key (topic, key, sequence),
  constraint parked_events_have_a_parked_key foreign key (topic, key) references parked_keys (topic, key)
);

-- Bytes that are no event of ours; kept as they came.
create table quarantine (
  topic text not null,
  partition integer not null,
  log_offset bigint not null,
  record_key bytea,
  headers bytea not null,
  value bytea,
  why text not null,
  quarantined_at timestamptz not null,
  primary key (topic, partition, log_offset)
);
