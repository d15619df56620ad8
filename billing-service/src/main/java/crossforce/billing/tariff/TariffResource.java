package crossforce.billing.tariff;

import static crossforce.billing.tariff.model.TariffRefusal.NO_SUCH_TARIFF;

import crossforce.kit.decision.RefusedException;
import crossforce.kit.http.Page;
import crossforce.kit.http.Versions;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The price list, open to everybody who is signed in. */
@Path("tariffs")
@Tag(name = "Tariffs", description = "What help costs, by version.")
public class TariffResource {
  private final Tariffs tariffs;

  TariffResource(Tariffs tariffs) {
    this.tariffs = tariffs;
  }

  @GET
  @Operation(summary = "List the versions of all tariffs")
  public Page<TariffView.Summary> list(
      @RestQuery @Nullable Integer limit, @RestQuery @DefaultValue("") String after) {
    var most = Page.limit(limit);
    return Page.of(
        tariffs.after(after, most),
        most,
        row -> TariffView.of(row.state()).summary(),
        row -> row.id);
  }

  @GET
  @Path("{tariff}/versions/{version}")
  @Operation(summary = "Read one version with all its rates")
  public RestResponse<TariffView> get(@RestPath String tariff, @RestPath int version) {
    var published =
        tariffs.named(tariff, version).orElseThrow(() -> new RefusedException(NO_SUCH_TARIFF));
    return Versions.answer(TariffView.of(published), published.version());
  }
}
