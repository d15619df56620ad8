/**
 * Acting in time: a desk sets {@link crossforce.kit.deadlines.Deadlines}, and the {@link
 * crossforce.kit.deadlines.DeadlineRunner} hands those that are due to their {@link
 * crossforce.kit.deadlines.DeadlineHandler}.
 */
package crossforce.kit.deadlines;
