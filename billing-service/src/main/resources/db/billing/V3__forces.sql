-- The ids of the registry's forces, so that an invoice to nobody is told from one without charges.
create table forces (
  id text primary key
);
