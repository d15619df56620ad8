-- Requests, and what they are searched by. The state is one JSON document; the other columns follow it.
create sequence request_numbers;

create table requests (
  request_id uuid primary key,
  number bigint not null default nextval('request_numbers'),
  host text not null,
  state_name text not null,
  state text not null,
  version bigint not null
) with (fillfactor = 70);

create index requests_by_host on requests (host, number desc);
create index requests_by_number on requests (number desc);

-- The calls of requests as their donors list them, and the deployments that come of them.
create sequence call_numbers;

create table calls (
  call_id uuid primary key,
  number bigint not null default nextval('call_numbers'),
  request_id uuid not null references requests,
  host text not null,
  donor text not null,
  state text not null,
  told boolean not null,
  deployment_id uuid not null unique,
  deployed boolean not null,
  view text not null,
  deployment text
) with (fillfactor = 70);

create index calls_by_donor on calls (donor, state, number desc) where told;
create index calls_by_donor_and_number on calls (donor, number desc) where told;
create index calls_by_request on calls (request_id);
create index calls_by_host on calls (host, number desc) where deployed;

-- The last ranking of each line, for those who ask why.
create table rankings (
  request_id uuid not null references requests,
  line int not null,
  ranking text not null,
  primary key (request_id, line)
);
