/** What the billing service tells: prices, charges and the documents about them. */
package crossforce.contract.billing;
