/** Who acts: the token's check, the actor it names, and the acts of the service itself. */
package crossforce.kit.actor;
