package crossforce.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Trouble;
import crossforce.kit.http.Problem.FieldError;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place that says which exception is which problem. Public, since Quarkus calls it from a
 * class of its own that another class loader may hold.
 */
@Singleton
public class ProblemMapping {
  private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

  private final ResourceInfo resource;

  ProblemMapping(ResourceInfo resource) {
    this.resource = resource;
  }

  @ServerExceptionMapper({
    RefusedException.class,
    FaultException.class,
    ConstraintViolationException.class,
    JsonProcessingException.class,
    MismatchedInputException.class,
    WebApplicationException.class,
    ForbiddenException.class,
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    Throwable.class
  })
  public RestResponse<Problem> answer(Throwable thrown, UriInfo uri) {
    var problem =
        switch (thrown) {
          case NotFoundException missing when missing.getCause() != null ->
              wrongParameter(missing.getCause(), uri).orElseGet(() -> of(thrown));
          case ForbiddenException _ ->
              Problem.of(ProblemKind.of(KitRefusal.ROLE_MISSING), rolesThatMay());
          default -> of(thrown);
        };
    return problem.answer();
  }

  /**
   * JAX-RS answers 404 to any parameter that cannot be converted. That is right for a path, which
   * then names nothing; of a query we say which part is wrong.
   */
  private static Optional<Problem> wrongParameter(Throwable conversion, UriInfo uri) {
    var told = new StringBuilder();
    for (var cause = conversion; cause != null; cause = cause.getCause()) {
      told.append(cause.getMessage());
    }
    return uri.getQueryParameters().entrySet().stream()
        .filter(query ->
            query.getValue().stream()
                .anyMatch(value -> !value.isEmpty() && told.indexOf(value) >= 0))
        .map(query -> new FieldError(query.getKey(), "has a value that it cannot have"))
        .findFirst()
        .map(error -> Problem.ofFields(List.of(error)));
  }

  Problem of(Throwable thrown) {
    return switch (thrown) {
      case RefusedException refused -> Problem.of(refused);
      case FaultException fault -> Problem.of(fault.fault(), fault.detail());
      case ConstraintViolationException violations when isOfInput(violations) ->
          Problem.ofFields(errors(violations));
      case JsonProcessingException json -> JsonFaults.of(json);
      case WebApplicationException http -> ofWeb(http);
      case ForbiddenException _ ->
          Problem.of(ProblemKind.of(KitRefusal.ROLE_MISSING), Optional.empty());
      case UnauthorizedException _ -> Problem.of(Fault.TOKEN_MISSING, Optional.empty());
      case AuthenticationFailedException _ -> Problem.of(Fault.TOKEN_INVALID, Optional.empty());
      default -> ofTrouble(thrown);
    };
  }

  private Optional<String> rolesThatMay() {
    return Stream.<AnnotatedElement>of(resource.getResourceMethod(), resource.getResourceClass())
        .filter(Objects::nonNull)
        .flatMap(place -> Stream.ofNullable(place.getAnnotation(RolesAllowed.class)))
        .findFirst()
        .map(allowed ->
            "Your token carries none of the roles that may do this: %s."
                .formatted(String.join(", ", allowed.value())));
  }

  private Problem ofWeb(WebApplicationException http) {
    return switch (http.getCause()) {
      case JsonProcessingException json -> JsonFaults.of(json);
      case RefusedException refused -> Problem.of(refused);
      case FaultException fault -> Problem.of(fault.fault(), fault.detail());
      case null, default -> ofStatus(http.getResponse().getStatus(), Optional.of(http));
    };
  }

  Problem ofStatus(int status, Optional<Throwable> thrown) {
    var fault =
        switch (status) {
          case 401 -> Fault.TOKEN_MISSING;
          case 404 -> Fault.NO_SUCH_PATH;
          case 405 -> Fault.METHOD_NOT_ALLOWED;
          case 406 -> Fault.NOT_ACCEPTABLE;
          case 412 -> Fault.VERSION_STALE;
          case 413 -> Fault.BODY_TOO_LARGE;
          case 415 -> Fault.UNSUPPORTED_MEDIA_TYPE;
          case 503 -> Fault.TRY_AGAIN;
          default -> status >= 400 && status < 500 ? Fault.MALFORMED_REQUEST : Fault.IMPOSSIBLE;
        };
    if (fault == Fault.IMPOSSIBLE) {
      LOG.errorf(thrown.orElse(null), "a call ended with status %d", status);
    }
    return status == 403
        ? Problem.of(ProblemKind.of(KitRefusal.ROLE_MISSING), Optional.empty())
        : Problem.of(fault, Optional.empty());
  }

  private Problem ofTrouble(Throwable thrown) {
    if (Unstorable.is(thrown)) {
      LOG.infof("a call sent what cannot be stored: %s", Trouble.describe(thrown));
      return Problem.of(ProblemKind.of(KitRefusal.VALUE_NOT_STORABLE), Optional.empty());
    }
    if (Trouble.is(thrown) || Trouble.mayBeRace(thrown)) {
      LOG.warnf("a call met with trouble: %s", Trouble.describe(thrown));
      return Problem.of(Fault.TRY_AGAIN, Optional.empty());
    }
    LOG.error("a call failed", thrown);
    return Problem.of(Fault.IMPOSSIBLE, Optional.empty());
  }

  /** What a method of ours returns wrongly is not the caller's fault. */
  private static boolean isOfInput(ConstraintViolationException e) {
    return e.getConstraintViolations().stream()
        .allMatch(violation -> {
          for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
              return false;
            }
          }
          return true;
        });
  }

  private static List<FieldError> errors(ConstraintViolationException e) {
    return e.getConstraintViolations().stream()
        .map(violation -> new FieldError(field(violation), violation.getMessage()))
        .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
        .toList();
  }

  /** The path within the body; for other parameters their name. */
  private static String field(ConstraintViolation<?> violation) {
    var nodes = new ArrayList<Path.Node>();
    violation.getPropertyPath().forEach(nodes::add);
    var parameter =
        nodes.stream()
            .filter(node -> node.getKind() == ElementKind.PARAMETER)
            .findFirst()
            .map(nodes::indexOf)
            .orElse(-1);
    var within = nodes.subList(parameter + 1, nodes.size());
    var shown =
        within.isEmpty() && parameter >= 0 ? nodes.subList(parameter, nodes.size()) : within;
    var path = new StringBuilder();
    for (var node : shown) {
      if (node.getIndex() != null) {
        path.append('[').append(node.getIndex()).append(']');
      }
      path.append(path.isEmpty() ? "" : ".").append(node.getName());
    }
    return path.toString();
  }
}
