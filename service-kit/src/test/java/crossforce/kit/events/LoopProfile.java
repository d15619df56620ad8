package crossforce.kit.events;

import crossforce.kit.deadlines.Timers;
import crossforce.kit.test.RealParts;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service with the listeners of these tests. */
public class LoopProfile implements QuarkusTestProfile {
  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(
        Listeners.Mood.class,
        Listeners.HearsTales.class,
        Listeners.RemembersTales.class,
        Listeners.CopiesTales.class,
        Listeners.HearsWhatGetsLost.class,
        Timers.Ringing.class,
        Timers.Rings.class,
        Timers.RingsAgain.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.application.name", "kit-test",
        "crossforce.deadlines.enabled", "false",
        "crossforce.events.session-timeout", "PT6S",
        "crossforce.events.too-early-alarm", "PT2S");
  }

  /** Other tests' parts know other topics, and two sets of parts would take one another's away. */
  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(
            RealParts.class,
            Map.of(
                "topics",
                "kit.tales.v1,kit.copies.v1,kit.lost.v1,kit.telling.v1,kit.operations.v1")));
  }
}
