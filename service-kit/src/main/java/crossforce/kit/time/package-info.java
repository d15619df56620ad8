/** Domain time, which local builds can move, and machine time, which nobody can. */
package crossforce.kit.time;
