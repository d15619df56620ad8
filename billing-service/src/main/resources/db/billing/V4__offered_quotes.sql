-- Before the offer the payer is not to learn who is asked. What was told before this rule, stays.
alter table quotes add column offered boolean not null default true;
alter table quotes alter column offered drop default;
