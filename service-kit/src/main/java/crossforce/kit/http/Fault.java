package crossforce.kit.http;

/**
 * What can be wrong with a call before any rule of the domain is asked, and what can be wrong with
 * us. The names are API, as those of refusals are.
 */
public enum Fault implements ProblemKind {
  MALFORMED_JSON(400, "The body is not JSON. Look at the place that the detail names."),
  UNKNOWN_FIELD(
      400,
      "The body has a field that this operation does not know. Nothing was done, since leaving it"
          + " out might not be what you mean. The OpenAPI document lists the fields."),
  JSON_TOO_DEEP(400, "The body is nested deeper than any that this service understands."),
  MALFORMED_REQUEST(400, "The call breaks the rules of HTTP itself."),
  TOKEN_MISSING(
      401, "Send an access token of the realm: Authorization: Bearer, a space, and the token."),
  TOKEN_EXPIRED(401, "The token's life is over. Get a new one and repeat the call."),
  TOKEN_INVALID(
      401,
      "The token was not issued by our realm, for this platform, in a form that we accept. Get one"
          + " from the realm that this platform names."),
  NO_SUCH_PATH(
      404,
      "There is nothing under this path, or an id in it is not of its form, such as a UUID. The OpenAPI document lists what there is."),
  METHOD_NOT_ALLOWED(405, "This path exists, but not with this method."),
  NOT_ACCEPTABLE(406, "We cannot answer in any of the formats that the Accept header allows."),
  LENGTH_MISSING(
      411, "Say how long the body is, in Content-Length; bodies of unknown length are not read."),
  VERSION_STALE(
      412,
      "Somebody has changed it since you last looked. Get it again, look at what is new, and repeat"
          + " the change with the new ETag in If-Match."),
  BODY_TOO_LARGE(413, "The body is larger than any that this service accepts."),
  UNSUPPORTED_MEDIA_TYPE(415, "Bodies are JSON: send Content-Type: application/json."),
  IF_MATCH_MISSING(
      428,
      "This change may collide with another. Get the present state, and send its ETag in If-Match."),
  IMPOSSIBLE(
      500,
      "Something happened that must not. Nothing of your call was kept. Tell whoever runs the"
          + " platform the exchange id of this answer; repeating the call does not help."),
  TRY_AGAIN(
      503,
      "Something that passes stood in the way, such as a database that is away or two changes at"
          + " the same moment. Repeat the same call after the seconds in Retry-After; repeating is"
          + " safe."),
  REALM_AWAY(
      503,
      "The realm's signing keys cannot be had, and the last ones known are too old, so no token can"
          + " be checked. Repeat the call later.");

  private final int status;
  private final String explanation;

  Fault(int status, String explanation) {
    this.status = status;
    this.explanation = explanation;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String explanation() {
    return explanation;
  }
}
