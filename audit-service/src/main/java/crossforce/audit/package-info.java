/** The accountability trail: every event of every topic, in order, provable. */
package crossforce.audit;
