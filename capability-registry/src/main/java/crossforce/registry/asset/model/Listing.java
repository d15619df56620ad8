package crossforce.registry.asset.model;

import crossforce.contract.AssetId;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;
import java.util.List;

/** None ──publish──▶ Listed ──withdraw──▶ Withdrawn ──publish──▶ Listed. */
public sealed interface Listing {
  /** No such asset. */
  record None() implements Listing {}

  /** What is known of an asset, lent or not. */
  sealed interface Known extends Listing {
    AssetId id();

    Asset asset();

    /** At most one of a code: the latest. */
    List<Accreditation> accreditations();
  }

  /** Its owner lends it. */
  record Listed(AssetId id, Asset asset, List<Accreditation> accreditations) implements Known {
    public Listed {
      accreditations = List.copyOf(accreditations);
    }
  }

  /** Its owner no longer lends it; what is promised stands. */
  record Withdrawn(AssetId id, Asset asset, List<Accreditation> accreditations) implements Known {
    public Withdrawn {
      accreditations = List.copyOf(accreditations);
    }
  }
}
