using Rhodes.Files.Reading;

namespace Rhodes.Files.Leases;

internal static class LeaseKeys
{
    public static readonly KeySet File = new("the lease book", "leases");

    public static readonly KeySet Lease = new(
        "a lease", "name", "tenant", "pool", "kind", "cells", "devices", "nominal", "from", "until", "mode", "recall-notice", "isolation",
        "steps", "windows", "confirm-at");

    public static readonly KeySet Step = new("a step", "from", "until", "cells", "devices");
    public static readonly KeySet Window = new("a window", "days", "from", "to");
    public static readonly KeySet Nominal = new("a nominal size", "halls", "pods", "racks", "nodes");
}
