package crossforce.kit.http;

import crossforce.kit.decision.Refusal;

/** The refusals that are the same in every service. */
public enum KitRefusal implements Refusal {
  NOT_FOUND(
      Kind.NOT_FOUND,
      "There is no such thing, or it is none of your force's affairs. The two are told alike on"
          + " purpose."),
  NO_FORCE(
      Kind.FORBIDDEN,
      "This act is a force's, and your token names no force. Use a token of a person or machine"
          + " that belongs to one."),
  ROLE_MISSING(
      Kind.FORBIDDEN,
      "Your token does not carry a role that may do this. The table of roles and endpoints in the"
          + " reference says which may."),
  INVALID_INPUT(
      Kind.INVALID,
      "Some field is missing or has a value that cannot be. The problem lists each such field and"
          + " what it may be; correct them and repeat the call."),
  VALUE_NOT_STORABLE(
      Kind.INVALID,
      "Some text holds a NUL, or some time or number lies further off than anything that we can"
          + " keep. Nothing was done; correct it and repeat the call."),
  LIMIT_OUT_OF_RANGE(
      Kind.INVALID,
      "A list gives between 1 and 200 items at a time. Ask with such a limit, and go on with the"
          + " cursor of the answer in 'after'."),
  AFTER_INVALID(
      Kind.INVALID,
      "'after' is the cursor that the part of the list before this one gave as next."),
  ID_NOT_RANDOM(
      Kind.INVALID,
      "Whoever creates a thing picks its id, at random: a UUID of version 4 or 7. Other versions are"
          + " ids that we derive ourselves."),
  ID_USED_OTHERWISE(
      Kind.CONFLICT,
      "This id was already used, for another kind of thing or with another body. To repeat a call,"
          + " repeat it exactly; for a new thing, pick a new id.");

  private final Kind kind;
  private final String explanation;

  KitRefusal(Kind kind, String explanation) {
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
