-- Versions of tariffs; the dates are for finding the one in force.
create table tariffs (
  id          text   not null primary key,
  tariff      text   not null,
  version     integer not null,
  from_day    date   not null,
  until_day   date,
  state       text   not null,
  row_version bigint not null,
  constraint tariff_versions_are_published_once unique (tariff, version)
);

-- Answers to the broker's questions for a price.
create table quotes (
  id          uuid   not null primary key,
  request_id  uuid   not null,
  payer       text   not null,
  payee       text   not null,
  state       text   not null,
  row_version bigint not null
);

-- What the broker told about each priced call: our own copy.
create table engagements (
  call_id        uuid   not null primary key,
  request_id     uuid   not null,
  classification text   not null,
  state          text   not null,
  row_version    bigint not null
);

create table charges (
  id             uuid        not null primary key,
  request_id     uuid        not null,
  deployment_id  uuid        not null,
  payer          text        not null,
  payee          text        not null,
  status         text        not null,
  classification text        not null,
  rated_at       timestamptz not null,
  -- The first day of the month it was agreed in, British time.
  agreed_month   date,
  state          text        not null,
  row_version    bigint      not null,
  constraint deployments_are_charged_once unique (deployment_id)
);
create index charges_by_request on charges (request_id);
create index charges_newest_first on charges (rated_at desc, id desc);
create index charges_to_invoice on charges (payee, payer, agreed_month) where agreed_month is not null;

create table invoices (
  id          uuid        not null primary key,
  number      text        not null,
  payer       text        not null,
  payee       text        not null,
  month       date        not null,
  issued_at   timestamptz not null,
  state       text        not null,
  row_version bigint      not null,
  constraint invoice_numbers_are_used_once unique (number)
);
create index invoices_newest_first on invoices (issued_at desc, id desc);

create table invoiced_charges (
  charge_id  uuid not null references charges,
  invoice_id uuid not null references invoices,
  constraint charges_stand_on_one_invoice primary key (charge_id)
);
create index invoiced_charges_by_invoice on invoiced_charges (invoice_id);

-- The last number each payee has given; locked while an invoice of its is made.
create table invoice_numbers (
  payee text   not null primary key,
  last  bigint not null
);
