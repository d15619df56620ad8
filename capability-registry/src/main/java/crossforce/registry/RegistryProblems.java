package crossforce.registry;

import crossforce.kit.decision.Refusal;
import crossforce.kit.http.ProblemCatalogue;
import crossforce.registry.asset.model.AssetRefusal;
import crossforce.registry.booking.model.BookingRefusal;
import crossforce.registry.booking.model.UnavailabilityRefusal;
import crossforce.registry.capability.model.CapabilityRefusal;
import crossforce.registry.cover.model.HomeCoverRefusal;
import crossforce.registry.force.model.ForceRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All that the registry may refuse, each with its page. */
@ApplicationScoped
class RegistryProblems implements ProblemCatalogue {
  @Override
  public List<Refusal> refusals() {
    return Stream.<Refusal[]>of(
            ForceRefusal.values(),
            HomeCoverRefusal.values(),
            CapabilityRefusal.values(),
            AssetRefusal.values(),
            UnavailabilityRefusal.values(),
            BookingRefusal.values())
        .flatMap(Arrays::stream)
        .toList();
  }
}
