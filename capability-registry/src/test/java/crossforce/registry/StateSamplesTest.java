package crossforce.registry;

import crossforce.kit.state.StateJson;
import crossforce.kit.test.StateSamples;
import crossforce.registry.asset.model.Listing;
import crossforce.registry.booking.model.Booking;
import crossforce.registry.booking.model.Unavailability;
import crossforce.registry.capability.model.CatalogueEntry;
import crossforce.registry.cover.model.HomeCover;
import crossforce.registry.force.model.ForceEntry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StateSamplesTest {
  @Test
  void rows_written_by_any_release_are_read_for_ever() {
    read(ForceEntry.class, "force-entry");
    read(HomeCover.class, "home-cover");
    read(CatalogueEntry.class, "catalogue-entry");
    read(Listing.class, "listing");
    read(Booking.class, "booking");
    read(Unavailability.class, "unavailability");
  }

  private static <S> void read(Class<S> type, String name) {
    StateSamples.of(StateJson.of(type, 1), type).areAllRead("/state-samples/" + name + ".txt");
  }
}
