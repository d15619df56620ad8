package crossforce.contract.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The events that make this one possible, for its causation id: the latest of them told earlier in
 * the same transaction; else the event reacted to; else, for a person's act or a timer, the first
 * of them about the same {@link Event#once()}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Follows {
  Class<? extends Event>[] value();
}
