/** The whole platform as processes of one machine; see {@link crossforce.local.Platform}. */
@NullMarked
package crossforce.local;

import org.jspecify.annotations.NullMarked;
