/**
 * Telling events: the desk's {@link crossforce.kit.outbox.Outbox}, their {@link
 * crossforce.kit.outbox.Sealer sealing}, and the {@link crossforce.kit.outbox.Relay} that publishes
 * them. Read these three in this order.
 */
package crossforce.kit.outbox;
