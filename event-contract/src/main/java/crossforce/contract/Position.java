package crossforce.contract;

/** A point on the WGS 84 ellipsoid in decimal degrees. */
public record Position(double latitude, double longitude) {
  private static final double EARTH_RADIUS_KM = 6371.0088; // IUGG mean radius.

  public Position {
    if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("not a position: " + latitude + ", " + longitude);
    }
  }

  /** Great-circle distance by the haversine formula. */
  public double kilometresTo(Position other) {
    var dLat = Math.toRadians(other.latitude - latitude);
    var dLon = Math.toRadians(other.longitude - longitude);
    var a =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
  }
}
