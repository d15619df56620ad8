/**
 * Uses the running platform as its users do: over public URLs, with tokens of people and machines,
 * and with no class of any service.
 */
package crossforce.e2e;
