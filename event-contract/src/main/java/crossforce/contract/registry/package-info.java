/** What the capability registry tells: who has what, and when it is free. */
package crossforce.contract.registry;
