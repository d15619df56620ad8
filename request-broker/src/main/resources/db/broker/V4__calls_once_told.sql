-- A call is listed from when its donor is told; what nobody lists need not be kept current.
delete from calls where not told;
alter table calls drop column told;
create index calls_by_donor on calls (donor, state, number desc);
create index calls_by_donor_and_number on calls (donor, number desc);
