/** What every service's tests stand on: real parts, tokens, the wire, and the house rules. */
package crossforce.kit.test;
