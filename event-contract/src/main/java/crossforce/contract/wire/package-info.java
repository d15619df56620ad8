/** How events travel: envelope, leaf, topics and type names; knows no concrete business event. */
package crossforce.contract.wire;
