package crossforce.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import crossforce.contract.wire.WireJson;
import crossforce.kit.decision.RefusedException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A problem as RFC 9457 has it.
 *
 * @param type opens a page that says what it means and what to do
 * @param exchange the id of this call in our logs
 * @param errors which fields are wrong, where that is the problem
 */
@Schema(name = "Problem", description = "What stood in the way, as RFC 9457 has it")
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    Optional<String> exchange,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** How long to wait before a call that met with passing trouble is worth repeating. */
  static final String RETRY_AFTER_SECONDS = "2";

  /** A field, by its path in the body, and what is wrong with it. */
  public record FieldError(String field, String message) {}

  public static Problem of(ProblemKind kind, Optional<String> detail) {
    return new Problem(
        "/problems/" + kind.code(),
        kind.title(),
        kind.status(),
        detail.orElseGet(kind::explanation),
        Exchange.id(),
        List.of());
  }

  public static Problem of(RefusedException refused) {
    return of(ProblemKind.of(refused.why()), refused.detail());
  }

  static Problem ofFields(List<FieldError> errors) {
    var kind = ProblemKind.of(KitRefusal.INVALID_INPUT);
    var first = errors.getFirst();
    var detail = (first.field().isEmpty() ? "The body" : first.field()) + " " + first.message();
    return new Problem(
        "/problems/" + kind.code(),
        kind.title(),
        kind.status(),
        errors.size() == 1 ? detail : detail + ", and " + (errors.size() - 1) + " more",
        Exchange.id(),
        List.copyOf(errors));
  }

  String json() {
    return WireJson.write(this);
  }

  RestResponse<Problem> answer() {
    var answer =
        RestResponse.ResponseBuilder.ok(this).status(status).type(MediaType.valueOf(MEDIA_TYPE));
    return (status == 503 ? answer.header("Retry-After", RETRY_AFTER_SECONDS) : answer).build();
  }
}
