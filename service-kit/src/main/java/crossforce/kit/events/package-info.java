/**
 * Hearing events: a service writes {@link crossforce.kit.events.Reaction}s; the {@link
 * crossforce.kit.events.PartitionConsumer} brings records, the {@link
 * crossforce.kit.events.DeliveryStep} takes them with their position in one transaction, and {@link
 * crossforce.kit.events.Replay} tries again what was parked. Read these four in this order.
 */
package crossforce.kit.events;
