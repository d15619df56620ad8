package crossforce.registry.asset.model;

import crossforce.kit.decision.Refusal;

/** Why an asset is not listed or changed. */
public enum AssetRefusal implements Refusal {
  ASSET_UNKNOWN(
      Kind.NOT_FOUND, "No asset of this id is yours to see. GET /assets lists those that are."),
  ASSET_OWNER_UNKNOWN(
      Kind.INVALID, "The owner is not a force that exists today. GET /forces lists all."),
  ASSET_CAPABILITY_UNKNOWN(
      Kind.INVALID, "The national catalogue has no such capability. GET /capabilities lists all."),
  ASSET_CAPABILITY_RETIRED(
      Kind.INVALID, "The capability is no longer offered, so no further assets of it are listed."),
  OWNER_AND_CAPABILITY_ARE_FIXED(
      Kind.CONFLICT,
      "An asset keeps its owner and its capability, because promises rest on them. Withdraw it and"
          + " publish another under a new id."),
  ASSET_ALREADY_WITHDRAWN(
      Kind.CONFLICT, "The asset is not lent at present. Publish it again before changing more."),
  CREW_BELOW_STANDARD(
      Kind.INVALID, "The crew is smaller than the least that the capability's standard asks for."),
  NOTICE_ABOVE_STANDARD(
      Kind.INVALID,
      "The notice to move is longer than the capability's standard allows."
          + " GET /capabilities/{code} says what that is."),
  ASSET_TIMES_OUT_OF_BOUNDS(
      Kind.INVALID,
      "Notice to move, preparation and rest are ISO 8601 durations from PT0S to P7D, such as"
          + " PT30M."),
  DUTY_HOURS_WITHOUT_DAYS(
      Kind.INVALID,
      "Each stretch of duty hours names the days on which it begins. Leave out the stretch, or name"
          + " a day."),
  DUTY_HOURS_REPEAT_DAYS(
      Kind.INVALID,
      "Each stretch of duty hours names a day once. Leave out the repetition; for a second stretch"
          + " on the same day, add one."),
  NO_LEGAL_BASIS_GIVEN(
      Kind.INVALID, "An asset is lent on at least one legal basis: s24, s22a or s98."),
  ACCREDITATION_CODE_INVALID(
      Kind.INVALID,
      "The code of an accreditation is of small letters, digits and hyphens, such as"
          + " authorised-firearms-officer, at most 60."),
  TOO_MANY_ACCREDITATIONS(
      Kind.INVALID, "An asset holds at most 40 accreditations. Withdraw one that is not needed.");

  private final Kind kind;
  private final String explanation;

  AssetRefusal(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
