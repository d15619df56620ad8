package crossforce.kit.http;

import crossforce.contract.TimeSlot;
import crossforce.kit.actor.Actor;
import crossforce.kit.actor.Actors;
import crossforce.kit.actor.Roles;
import crossforce.kit.decision.Refusal;
import crossforce.kit.decision.RefusedException;
import crossforce.kit.events.Rows;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** What the kit's tests call: a resource as services have them, with every way to go wrong. */
@Path("/probes")
public class ProbeResource {
  private final ProbeDesk desk;
  private final Actors actors;
  private final AgroalDataSource database;
  private final Rows rows;

  ProbeResource(ProbeDesk desk, Actors actors, AgroalDataSource database, Rows rows) {
    this.desk = desk;
    this.actors = actors;
    this.database = database;
    this.rows = rows;
  }

  /** A body with rules of every sort. */
  public record Probe(
      @NotBlank String text,
      @Min(1) @Max(9) int number,
      @NotNull Colour colour,
      Optional<TimeSlot> slot,
      List<@Valid Part> parts) {
    public Probe {
      parts = parts == null ? List.of() : List.copyOf(parts);
    }
  }

  /** A part of a body. */
  public record Part(@NotBlank String name) {}

  /** Words of an enum. */
  public enum Colour {
    red,
    blue
  }

  /** Refusals of all kinds. */
  public enum ProbeRefusal implements Refusal {
    PROBE_UNKNOWN(Kind.NOT_FOUND),
    PROBE_BUSY(Kind.CONFLICT),
    PROBE_TOO_LONG(Kind.INVALID),
    PROBE_NOT_YOURS(Kind.FORBIDDEN);

    private final Kind kind;

    ProbeRefusal(Kind kind) {
      this.kind = kind;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public String explanation() {
      return "A refusal of the kind " + kind + ", with <angles> in it.";
    }
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Roles.REQUESTER)
  public String put(UUID id, @Valid @NotNull Probe body) {
    return desk.put(id, actors.force(), body);
  }

  @PUT
  @Path("{id}/change")
  @RolesAllowed(Roles.REQUESTER)
  public RestResponse<String> change(UUID id, @HeaderParam("If-Match") String ifMatch) {
    Versions.check(Versions.required(ifMatch), 3);
    return Versions.answer("changed", 4);
  }

  @GET
  @RolesAllowed({Roles.REQUESTER, Roles.AUDITOR})
  public Page<Integer> list(@QueryParam("limit") Integer limit, @QueryParam("after") String after) {
    Page.after(after);
    var most = Page.limit(limit);
    return Page.of(
        IntStream.rangeClosed(1, most + 1).boxed().toList(), most, n -> n, n -> "after-" + n);
  }

  @GET
  @Path("actor")
  @RolesAllowed({Roles.REQUESTER, Roles.OPERATOR, Roles.FORCE_SYSTEM})
  public Actor actor() {
    return actors.current();
  }

  @GET
  @Path("force")
  @RolesAllowed({Roles.REQUESTER, Roles.OPERATOR})
  public String force() {
    return actors.force().value();
  }

  @GET
  @Path("refusals/{name}")
  @RolesAllowed(Roles.REQUESTER)
  public String refuse(ProbeRefusal name) {
    throw new RefusedException(name, "in this case");
  }

  @GET
  @Path("kept")
  @RolesAllowed(Roles.REQUESTER)
  public String keep(
      @QueryParam("text") @DefaultValue("") String text,
      @QueryParam("at") @DefaultValue("2026-01-01T00:00:00Z") String at) {
    var later = Instant.parse(at).plus(Duration.ofSeconds(1));
    return rows.first("select ?::text || ?::timestamptz", row -> row.getString(1), text, later)
        .orElseThrow();
  }

  @GET
  @Path("failures/{how}")
  @RolesAllowed(Roles.REQUESTER)
  public String fail(String how) throws SQLException {
    switch (how) {
      case "lock-timeout" -> throw new SQLException("lock secret_table", "55P03");
      case "wrapped" ->
          throw new IllegalStateException(new SQLException("password=secret", "08006"));
      case "overflow" -> Math.addExact(Long.MAX_VALUE, 1);
      case "no-such-part-of-a-time" -> Instant.EPOCH.get(ChronoField.YEAR);
      case "impossible" -> throw new IllegalStateException("secret detail of crossforce.kit");
      case "sql" -> {
        try (var connection = database.getConnection();
            var statement = connection.createStatement()) {
          statement.execute("select secret_column from nowhere");
        }
      }
      default -> throw new NotFoundException();
    }
    return how;
  }
}
