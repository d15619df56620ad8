/**
 * What the request broker tells: the life of a request, its calls, offers, orders and deployments.
 */
package crossforce.contract.broker;
