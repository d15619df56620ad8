/** What help costs: tariffs, quotes, charges, the ledger and invoices. */
package crossforce.billing;
