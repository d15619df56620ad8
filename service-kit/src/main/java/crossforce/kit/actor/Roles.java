package crossforce.kit.actor;

/** The roles of the realm, by their names in the token. */
public final class Roles {
  public static final String REQUESTER = "requester";
  public static final String AUTHORISER = "authoriser";
  public static final String DUTY_OFFICER = "duty-officer";
  public static final String ASSET_MANAGER = "asset-manager";
  public static final String FINANCE_OFFICER = "finance-officer";
  public static final String CAPABILITY_LEAD = "capability-lead";
  public static final String COORDINATOR = "coordinator";
  public static final String AUDITOR = "auditor";
  public static final String OVERSIGHT = "oversight";
  public static final String OPERATOR = "operator";
  public static final String FORCE_SYSTEM = "force-system";

  private Roles() {}
}
