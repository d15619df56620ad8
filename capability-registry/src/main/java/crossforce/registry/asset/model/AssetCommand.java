package crossforce.registry.asset.model;

import crossforce.contract.AccreditationCode;
import crossforce.contract.AssetId;
import crossforce.contract.registry.AssetEvent.Accreditation;
import crossforce.contract.registry.AssetEvent.Asset;

/** What an owner can do with what it lends. */
public sealed interface AssetCommand {
  AssetId id();

  /** Offers an asset for lending, or changes its description. */
  record Publish(AssetId id, Asset asset) implements AssetCommand {}

  /** Stops lending it. */
  record Withdraw(AssetId id) implements AssetCommand {}

  /** Grants or renews an accreditation. */
  record RecordAccreditation(AssetId id, Accreditation accreditation) implements AssetCommand {}

  /** Takes an accreditation away at once. */
  record WithdrawAccreditation(AssetId id, AccreditationCode code) implements AssetCommand {}
}
