package crossforce.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The public REST API of one service. */
public final class Api {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String service;
  private final URI base;

  public Api(String service, URI base) {
    this.service = service;
    this.base = base;
  }

  public String service() {
    return service;
  }

  public URI url(String path) {
    return base.resolve(path);
  }

  /**
   * What a service answered.
   *
   * @param body missing when there is none
   * @param text the body, character by character as it came
   */
  public record Answer(int status, JsonNode body, String text, Optional<String> etag) {
    public boolean ok() {
      return status / 100 == 2;
    }

    /** The code of a problem, such as {@code more-than-held}; empty for a good answer. */
    public String problem() {
      var type = body.path("type").asText();
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }

  public Answer get(String path, String token) {
    return send(request(path, token).GET());
  }

  public Answer put(String path, String token, Object body) {
    return send(request(path, token).PUT(BodyPublishers.ofString(text(body))));
  }

  /** A change that says which version it saw. */
  public Answer put(String path, String token, Object body, String etag) {
    return send(
        request(path, token).header("If-Match", etag).PUT(BodyPublishers.ofString(text(body))));
  }

  /** As {@link #get}, where anything but success is a mismatch. */
  public JsonNode need(String path, String token) {
    return needOk("GET " + path, get(path, token)).body();
  }

  public Answer needOk(String what, Answer answer) {
    var told = what + " answered " + answer.status() + " " + answer.problem() + " " + answer.body();
    return switch (answer.status()) {
      case 200, 201, 202, 204 -> answer;
      case 404, 409, 412, 422 -> throw new Refused(service, told, answer.status());
      default -> throw new Mismatch(service, told);
    };
  }

  /** What stands between us and the service, in a few words; empty when it is ready. */
  public Optional<String> trouble() {
    try {
      var health = send(HttpRequest.newBuilder(url("/q/health/ready")).GET());
      return health.status() == 200
          ? Optional.empty()
          : Optional.of("not ready: " + health.body().path("checks"));
    } catch (Mismatch e) {
      return Optional.of("does not answer at " + base);
    }
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(url(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) {
    HttpResponse<String> response;
    try {
      response =
          CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Mismatch(service, "does not answer at " + base);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Answer(
        response.statusCode(),
        json(response.body()),
        response.body(),
        response.headers().firstValue("ETag"));
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }
}
