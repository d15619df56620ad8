-- Which things clients created by PUT under an id of their own, for which force and from which body:
-- the same call again is answered with the present state, another call under the same id is refused.
create table creations (
  id         uuid        not null,
  kind       text        not null,
  force      text        not null,
  body_hash  bytea       not null,
  created_at timestamptz not null,
  constraint creations_have_an_id_once primary key (id)
);
